"""Which envelopes a village has: of its own scheme, as long as they are open."""

from uuid import UUID

from domain.village_programme.aggregate import VILLAGE_PROGRAMME
from domain.village_programme.commands import ListEnvelope, StrikeEnvelope
from domain.village_programme.events import EnvelopeListed, EnvelopeStruck
from tests.definitions import code, in_both_programmes
from tests.domain.village.villages import selected
from tests.scenario import given_of

ENVELOPE, OTHER = UUID(int=0x801), UUID(int=0x802)


def listed(programme, **changes):
    return {
        "envelope_id": ENVELOPE,
        "scheme": code(programme, "scheme"),
        "fiscal_year": 2026,
    } | changes


@in_both_programmes
def test_an_envelope_is_of_the_scheme_of_its_village(programme):
    fact = EnvelopeListed(**listed(programme))
    wish = ListEnvelope(**listed(programme))
    after = selected(programme).when(wish, programme=programme).then(fact)

    after.when(wish, programme=programme).then_nothing()
    assert after.state.has_envelope(2026)
    assert not after.state.has_envelope(2027)
    other = ListEnvelope(**listed(programme, scheme="other-scheme"))
    selected(programme).when(other, programme=programme).then_refused("F1", "scheme")
    given_of(VILLAGE_PROGRAMME).when(wish, programme=programme).then_refused("M3", "unselected")


@in_both_programmes
def test_a_closed_envelope_is_struck_and_the_others_stay(programme):
    two = (
        EnvelopeListed(**listed(programme)),
        EnvelopeListed(**listed(programme, envelope_id=OTHER)),
    )
    strike = StrikeEnvelope(envelope_id=ENVELOPE)
    struck = EnvelopeStruck(envelope_id=ENVELOPE)
    after = selected(programme, *two).when(strike, programme=programme).then(struck)

    after.when(strike, programme=programme).then_nothing()
    assert after.state.envelopes == {OTHER: 2026}
