"""The command that takes in a list: a dry run first, and the log only when told so."""

import json
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from adapters.cli.house import House, pass_house
from adapters.cli.identity import actor_of, user_options
from adapters.cli.intake_report import show
from adapters.keyring import KeyFile
from adapters.lists.feedback import write_feedback
from adapters.lists.mappings import load_mapping
from adapters.lists.reader import load, read_list
from adapters.postgres.database import APP
from adapters.postgres.registry import LedgerRegistry
from adapters.regions import LokalRegions, load_bridge
from domain.context import Actor
from domain.rules import Refused
from services.intake.applying import Applying
from services.intake.drafting import Draft, Drafting, ListFile
from services.intake.mapping import ListMapping
from services.intake.plan import Plan, RowPlan


def registry_of(house: House) -> LedgerRegistry:
    """Return what gives every household's facts on who belongs to it, opened."""
    keys = KeyFile.load(house.key_path)
    return LedgerRegistry(house.store.url(APP), house.store.schemas.programme, house.codec, keys)


def in_one_sentence(refused: Refused) -> click.ClickException:
    """Return a refusal as what a person at a terminal reads, in both languages."""
    return click.ClickException(f"{refused.sentence('id')} / {refused.sentence('en')}")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--mapping", "mapping_name", required=True, help="Pemetaan. / Declared mapping.")
@click.option("--batch-code", required=True, help="Kode daftar. / Code of this list.")
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Tanggal data. / Day of the data."
)
@click.option("--sheet", help="Nama lembar. / Name of the sheet.")
@click.option("--encoding", type=click.Choice(["utf-8", "cp1252"]), help="Encoding CSV.")
@click.option("--code-system", type=click.Choice(["kemendagri", "bps"]), help="Sistem kode desa.")
@click.option("--source", help="Instansi sumber. / Source agency.")
@click.option("--bridge", type=click.Path(path_type=Path), help="CSV bps,kemendagri.")
@click.option("--supersedes", help="Kode daftar yang diganti. / Code of the list it replaces.")
@click.option("--apply", "apply_", is_flag=True, help="Catat. / Put it on record.")
@click.option(
    "--feedback", type=click.Path(path_type=Path), help="Umpan balik. / Feedback for the source."
)
@click.option("--json", "as_json", is_flag=True, help="JSON.")
@user_options
@pass_house
def import_list(house: House, /, file: Path, user: str | None, **said: Any) -> None:
    """Periksa daftar; dengan --apply catat. / Check a list; with --apply put it on record."""
    house.store.check_schema()
    actor = actor_of(house, user, "data_officer")
    try:
        draft = _drafting(house, said).draft(_list_file(house, file, said), actor)
        rows = draft.plan.rows
        if said["apply_"] and not draft.batch.closed:
            rows = _apply(house, draft, actor, quiet=said["as_json"])
        if said["feedback"]:
            _give_feedback(house, draft, rows, actor, said)
    except Refused as refused:
        raise in_one_sentence(refused) from None
    plan = replace(draft.plan, rows=rows)
    if said["as_json"]:
        click.echo(json.dumps(_as_json(draft, plan, applied=said["apply_"]), default=str))
    else:
        show(Console(), draft, plan, house.programme, applied=said["apply_"])


def _drafting(house: House, said: dict[str, Any]) -> Drafting:
    bridge = load_bridge(said["bridge"]) if said["bridge"] else None
    return Drafting(house.casework, read_list, LokalRegions(bridge), registry_of(house))


def _list_file(house: House, file: Path, said: dict[str, Any]) -> ListFile:
    mapping = load_mapping(house.mappings, said["mapping_name"])
    as_of: datetime | None = said["as_of"]
    return ListFile(
        name=file.name,
        content=load(file),
        mapping=_declared(mapping, said),
        code=said["batch_code"],
        as_of_on=as_of.date() if as_of else None,
        sheet=said["sheet"],
        supersedes=said["supersedes"],
    )


def _declared(mapping: ListMapping, said: dict[str, Any]) -> ListMapping:
    """Return the mapping with what was declared for this one list."""
    declared = {key: said[key] for key in ("encoding", "code_system", "source") if said[key]}
    return mapping.model_copy(update=declared)


def _apply(house: House, draft: Draft, actor: Actor, *, quiet: bool) -> tuple[RowPlan, ...]:
    columns = (
        TextColumn("mencatat / recording"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), disable=quiet) as bar:
        task = bar.add_task("", total=None)
        return Applying(house.casework).apply(
            draft, actor, lambda done, total: bar.update(task, completed=done, total=total)
        )


def _give_feedback(
    house: House, draft: Draft, rows: tuple[RowPlan, ...], actor: Actor, said: dict[str, Any]
) -> None:
    digest = write_feedback(said["feedback"], rows, house.programme)
    if said["apply_"]:
        Applying(house.casework).issue_feedback(draft, actor, digest, len(rows))


def _as_json(draft: Draft, plan: Plan, *, applied: bool) -> dict[str, Any]:
    return {
        "batch": draft.code,
        "batch_id": plan.batch_id,
        "file": draft.title,
        "sha256": plan.file_sha256,
        "applied": applied or draft.batch.closed,
        "totals": plan.totals(),
        "by_verdict": plan.by_verdict(),
        "by_reason": plan.by_reason(),
        "by_village": plan.by_village(),
        "gone": plan.gone,
        "rows": [asdict(row) for row in plan.rows],
    }


COMMANDS = (import_list,)
