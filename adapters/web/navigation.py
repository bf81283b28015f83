"""Which pages the head of every page leads to, for whom: a role is led where it may go."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.context import Actor
from domain.programme import Programme


@dataclass(frozen=True, slots=True)
class Place:
    """A page in the menu. It is shown to roles that may read `read` and whose area is fitting.

    `label` is a key of the texts; with a `command`, only to roles that may give it.
    """

    path: str
    label: str
    read: str
    areas: tuple[str, ...] = ("caseload", "village", "programme")
    command: str = ""


OFFICE = ("village", "programme")
PLACES = (
    Place("/hari-ini", "menu.today", "caseload", ("caseload",)),
    Place("/", "menu.families", "household_file"),
    Place("/program", "menu.programme", "village_progress", OFFICE),
    Place("/program/corong", "menu.funnel", "targeting", OFFICE),
    Place("/program/pilar", "menu.pillars", "village_progress", OFFICE),
    Place("/dana", "funds.menu", "postings", OFFICE),
    Place("/antrean", "queue.menu", "postings", OFFICE),
    Place("/sampel", "audit.menu", "audits", OFFICE),
    Place("/temuan", "finding.menu", "findings", OFFICE),
    Place("/konvergensi", "menu.convergence", "convergence"),
    Place("/layanan", "services.menu", "convergence", ("village",), "household.accept-referral"),
    Place("/terlambat", "menu.overdue", "caseload", OFFICE),
    Place("/kelulusan", "menu.graduation", "timeline", OFFICE),
    Place("/impor", "menu.intake", "targeting", OFFICE, "nomination-batch.open"),
    Place("/ganda", "menu.duplicates", "targeting", OFFICE, "nomination-batch.dismiss-duplicate"),
    Place("/verval", "menu.verval", "targeting", OFFICE),
    Place("/musyawarah", "menu.meetings", "targeting", OFFICE),
    Place("/sanggahan", "menu.objections", "targeting", OFFICE),
    Place("/karantina", "menu.box", "box"),
    Place("/ketidakwajaran", "menu.irregular", "irregularities", OFFICE),
    Place("/pembacaan", "menu.reads", "reads", OFFICE),
    Place("/penolakan", "menu.refusals", "refusals", OFFICE),
    Place("/pengecualian", "menu.exceptions", "flags", OFFICE),
    Place("/pengguna", "users.menu", "users", ("none", "programme")),
)


def places_of(programme: Programme, actor: Actor) -> Iterator[Place]:
    """Yield the pages that a user's role leads to, in the order of the menu."""
    role = programme.roles[actor.role]
    for place in PLACES:
        is_fitting = place.read in role.reads and role.area in place.areas
        if is_fitting and place.command in ("", *role.commands):
            yield place


def current(places: list[Place], path: str) -> str:
    """Return the page of the menu that a path belongs to: the longest that it begins with."""
    found = [each.path for each in places if path == each.path or path.startswith(f"{each.path}/")]
    return max(found, key=len, default="")
