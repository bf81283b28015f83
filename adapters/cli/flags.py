"""Commands about the red flags: ask every question of the log again, and see how well they ask."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from adapters.cli.house import House, pass_house
from adapters.postgres.collecting import no_collections
from domain.flags.catalogue import FLAG_RULES
from domain.flags.evaluator import standing
from domain.flags.facts import Hit
from domain.flags.measuring import Measure, measure
from projections import as_of as as_of_module
from projections import flags as red_flags

MANY = 2**62


@click.group()
def flags() -> None:
    """Tanda tanya pemeriksa. / Red flags: questions that the log asks."""


@flags.command()
@click.option("--as-of", help="Posisi atau tanggal. / A position or a day.")
@click.option("--rule", type=click.Choice(sorted(FLAG_RULES)), help="Satu aturan. / One rule.")
@click.option("--json", "as_json", is_flag=True, help="Jawaban untuk mesin. / For machines.")
@pass_house
def run(house: House, as_of: str | None, rule: str | None, *, as_json: bool) -> None:
    """Ajukan semua pertanyaan dari awal. / Ask all questions anew, from the first event."""
    house.store.check_schema()
    with house.store.reading() as connection, no_collections():
        upto = _upto(connection, house, as_of)
        said = red_flags.evaluate(connection, house.programme, upto)
        found = [hit for hit in standing(said).values() if rule in (None, hit.rule)]
    found.sort(key=lambda hit: (-hit.rupiah, hit.rule, hit.at))
    if as_json:
        click.echo(json.dumps([_row(hit) for hit in found], indent=1))
        return
    for hit in found:
        values = " ".join(f"{name}={value}" for name, value in hit.values.items())
        question = FLAG_RULES[hit.rule].question.id
        click.echo(f"{hit.rule:4} {hit.at:>8} Rp{hit.rupiah} {hit.village} {question} {values}")


@flags.command()
@click.option(
    "--truth",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help="Berkas kebenaran dari simulasi. / The ground truth of a simulation.",
)
@click.option("--json", "as_json", is_flag=True, help="Jawaban untuk mesin. / For machines.")
@pass_house
def evaluate(house: House, truth: Path, *, as_json: bool) -> None:
    """Ukur ketepatan setiap aturan. / Measure precision and recall of every rule."""
    house.store.check_schema()
    known = json.loads(truth.read_text("utf-8"))
    with house.store.reading() as connection, no_collections():
        said = red_flags.evaluate(connection, house.programme, MANY)
        hits = [each for each in said if isinstance(each, Hit)]
        events = [each["event"] for each in known if each.get("event")]
        found = measure(hits, known, red_flags.positions(connection, events))
    if as_json:
        click.echo(json.dumps({rule: _measured(each) for rule, each in found.items()}, indent=1))
        return
    click.echo("      planted   found  false alarms  precision  recall")
    for rule, each in found.items():
        told = f"{each.planted:9} {each.found:7} {each.false_alarms:13}"
        click.echo(f"{rule:5}{told} {_share(each.precision):>10} {_share(each.recall):>7}")


def _upto(connection: Any, house: House, asked: str | None) -> int:
    if asked is None:
        return MANY
    try:
        wanted = as_of_module.parse(asked)
    except ValueError:
        told = f"{asked}: posisi atau tanggal? / a position or a day?"
        raise click.ClickException(told) from None
    if isinstance(wanted, int):
        return wanted
    moment = wanted if isinstance(wanted, datetime) else house.programme.end_of(wanted)
    return as_of_module.at_moment(connection, moment)


def _row(hit: Hit) -> dict[str, Any]:
    rule = FLAG_RULES[hit.rule]
    return {
        "rule": hit.rule,
        "version": rule.version,
        "heading": rule.heading,
        "question": {"id": rule.question.id, "en": rule.question.en},
        "position": hit.at,
        "positions": list(hit.positions),
        "values": hit.values,
        "rupiah": hit.rupiah,
        "village_code": hit.village,
        "household_id": hit.household,
        "actor_id": hit.actor,
    }


def _measured(each: Measure) -> dict[str, float | int | None]:
    return {
        "planted": each.planted,
        "found": each.found,
        "false_alarms": each.false_alarms,
        "precision": each.precision,
        "recall": each.recall,
    }


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


COMMANDS = (flags,)
