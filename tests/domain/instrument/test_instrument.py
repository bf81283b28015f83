"""Instruments and the programme definition: what is used is on record, and never changes."""

import gzip
from base64 import b64decode
from datetime import date
from hashlib import sha256

from config.programme_files import load_programme
from domain.instrument.aggregate import DEFINITION, INSTRUMENT
from domain.instrument.commands import PublishInstrument, RetireInstrument
from domain.instrument.events import (
    InstrumentPublished,
    InstrumentRetired,
    ProgrammeDefinitionAdopted,
)
from domain.programme import Instrument
from tests.definitions import in_both_programmes
from tests.scenario import given_of

SCORECARD = PublishInstrument(code="scorecard", version=1)


@in_both_programmes
def test_a_version_is_published_once_with_its_whole_content(programme):
    scenario = given_of(INSTRUMENT).when(SCORECARD, programme=programme)
    (published,) = scenario.events()

    assert sha256(published.content.encode()).hexdigest() == published.sha256
    in_use = programme.instrument("scorecard", programme.started_on)
    assert Instrument.model_validate_json(published.content) == in_use
    then = scenario.then(published)
    then.when(SCORECARD, programme=programme).then_nothing()


@in_both_programmes
def test_a_published_version_is_not_published_with_other_content(programme):
    earlier = InstrumentPublished(code="scorecard", version=1, sha256="0" * 64, content="{}")
    given_of(INSTRUMENT, earlier).when(SCORECARD, programme=programme).then_refused(
        "Q1", "changed"
    )


@in_both_programmes
def test_only_instruments_of_the_definition_are_published(programme):
    command = PublishInstrument(code="scorecard", version=99)
    given_of(INSTRUMENT).when(command, programme=programme).then_refused("Q1", "unknown")


@in_both_programmes
def test_a_version_is_retired_once_and_only_after_it_was_published(programme):
    command = RetireInstrument(code="scorecard", version=1, retired_on=date(2027, 1, 1))
    given_of(INSTRUMENT).when(command, programme=programme).then_refused("Q1", "unpublished")
    published = InstrumentPublished(code="scorecard", version=1, sha256="0" * 64, content="{}")
    then = given_of(INSTRUMENT, published).when(command, programme=programme)
    then = then.then(InstrumentRetired(code="scorecard", version=1, retired_on=date(2027, 1, 1)))
    then.when(command, programme=programme).then_nothing()


@in_both_programmes
def test_a_definition_is_adopted_once_with_the_full_text_of_its_files(programme):
    files = load_programme(programme.code)
    command = files.adopt()
    then = given_of(DEFINITION).when(command, programme=programme)
    then = then.then(ProgrammeDefinitionAdopted(**command.facts()))
    then.when(command, programme=programme).then_nothing()

    whole = gzip.decompress(b64decode(command.content))
    assert whole == b"".join(content for _, content in files.files)
    assert sha256(whole).hexdigest().startswith(programme.version)


@in_both_programmes
def test_going_back_to_an_earlier_definition_is_put_on_record_too(programme):
    command = load_programme(programme.code).adopt()
    other = command.model_copy(update={"version": "0" * 32})
    history = [ProgrammeDefinitionAdopted(**c.facts()) for c in (command, other)]
    given_of(DEFINITION, *history).when(command, programme=programme).then(history[0])


@in_both_programmes
def test_a_definition_that_is_not_the_running_one_is_refused(programme):
    command = load_programme(programme.code).adopt()
    other = command.model_copy(update={"version": "0" * 32})
    given_of(DEFINITION).when(other, programme=programme).then_refused("Q1", "running")
