"""Tells a family's history again on the command line; who asked is put on record, as on a page."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

import click

from adapters.cli.house import House, pass_house
from adapters.cli.identity import CHANNEL, actor_of, user_options
from adapters.cli.intake import in_one_sentence
from adapters.web.story.rows import Change, changes, rows_of
from adapters.web.story.words import Words
from domain.history import RecordedEvent
from domain.household.aggregate import HOUSEHOLD
from domain.rules import Language, Refused
from projections import as_of as as_of_module
from projections.replay import Clock, Story, replay, upto
from projections.wording import Wording
from services.reading import NoSuchFile, Reading
from services.requests import Request

MANY = 2**62
READ = "timeline"
ROLE = "auditor"


@click.command("replay")
@click.argument("household", type=click.UUID)
@click.option("--as-of", help="Posisi, tanggal atau saat. / Position, date or moment.")
@click.option("--clock", type=click.Choice(["recorded", "occurred"]), default="recorded")
@click.option("--language", type=click.Choice(["id", "en"]), default="id", show_default=True)
@click.option("--role", default=ROLE, show_default=True, help="Sebagai peran. / In which role.")
@click.option("--json", "as_json", is_flag=True, help="Keadaan kanonis. / The canonical state.")
@user_options
@pass_house
def replay_household(
    house: House,
    household: UUID,
    as_of: str | None,
    clock: Clock,
    language: Language,
    role: str,
    as_json: bool,
    user: str | None,
) -> None:
    """Putar ulang riwayat satu keluarga. / Tell a family's history again, up to any point.

    Personal data stays sealed here: a page opens it for who may read it. The reading is noted.
    """
    house.store.check_schema()
    position, moment = _point(house, as_of)
    request = Request(command_id=uuid4(), actor=actor_of(house, user, role), channel=CHANNEL)
    history = _read(house, household, request, None if position == MANY else position)
    if clock == "recorded" and moment is not None:
        history = [each for each in history if each.recorded_at and each.recorded_at <= moment]
    told = upto(history, clock, position, moment)
    story = replay(household, told, clock, Wording(language, house.programme))
    if as_json:
        click.echo(story.state)
    else:
        _print(house, story, told, language)


def _read(
    house: House, household: UUID, request: Request, as_of: int | None
) -> list[RecordedEvent]:
    """Return the history, having noted who reads it."""
    try:
        return Reading(house.casework).open(household, request, READ, as_of).history
    except NoSuchFile:
        raise click.ClickException(
            f"{household}: tidak ada dalam log. / is not in the log."
        ) from None
    except Refused as refused:
        raise in_one_sentence(refused) from None


def _point(house: House, as_of: str | None) -> tuple[int, datetime | None]:
    """Return the position, and the moment, that the words on the command line stand for."""
    if as_of is None:
        return MANY, None
    try:
        asked = as_of_module.parse(as_of)
    except ValueError:
        raise click.ClickException(
            f"--as-of {as_of}: posisi, tanggal 2026-06-30, atau saat dengan zona. / "
            f"give a position, a date such as 2026-06-30, or a moment with its offset."
        ) from None
    if isinstance(asked, int):
        return asked, None
    if isinstance(asked, datetime):
        return MANY, asked
    return MANY, house.programme.end_of(asked)


def _print(house: House, story: Story, told: Sequence[RecordedEvent], language: Language) -> None:
    zone = house.programme.zone
    click.echo(f"{story.case_number}  {story.household_id}")
    words = Words(house.programme, language)
    for point, changed in zip(story.points, _changes(told, words), strict=True):
        occurred = point.occurred_at.astimezone(zone)
        late = f" (+{point.lag_days} h)" if point.lag_days else ""
        click.echo(f"{point.position:>9}  {occurred:%Y-%m-%d %H:%M}{late}  {point.sentence}")
        for code, sentence in point.warnings:
            click.echo(f"           ! {code} {sentence}")
        for change in changed:
            click.echo(f"             {_in_words(change, words)}")
    click.echo(story.state)
    click.echo(f"sha256 {story.hash}")


def _changes(told: Sequence[RecordedEvent], words: Words) -> list[list[Change]]:
    """Return what each fact changed, in the words of the page of a family."""
    state = HOUSEHOLD.empty()
    found = []
    before = rows_of(state, words, date.min)
    for each in told:
        HOUSEHOLD.apply(state, each)
        day = words.programme.local(each.recorded_at or each.occurred_at).date()
        after = rows_of(state, words, day)
        found.append(changes(before, after))
        before = after
    return found


def _in_words(change: Change, words: Words) -> str:
    place = f"{words.say(f'section.{change.section}')}, {change.label}"
    if change.kind == "changed":
        return f"{place}: {change.before} \u2192 {change.after}"
    return f"{place}: {change.after or words.say('replay.dropped')}"


COMMANDS = (replay_household,)
