"""Which pages the head of every page leads to, for whom: a role is led where it may go."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from domain.context import Actor
from domain.programme import Programme


@dataclass(frozen=True, slots=True)
class Place:
    """A page in the menu. It is shown to roles that may read `read` and whose area is fitting.

    `label` is a key of the texts, `section` another: what belongs together stands under one head.
    With a `command`, the page is shown only to roles that may give it.
    """

    path: str
    label: str
    read: str
    areas: tuple[str, ...] = ("caseload", "village", "programme")
    command: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Pages of the menu under one head, or a page by itself without one."""

    places: tuple[Place, ...]
    label: str = ""


OFFICE = ("village", "programme")
# A menu up to so long is shown as it is.
SHORT = 6
PROGRESS, MONEY = "menu.progress", "menu.money"
ENTRY, OVERSIGHT = "menu.entry", "menu.oversight"


def _under(section: str, *places: Place) -> tuple[Place, ...]:
    return tuple(replace(place, section=section) for place in places)


PLACES = (
    Place("/hari-ini", "menu.today", "caseload", ("caseload",)),
    Place("/", "menu.families", "household_file"),
    *_under(
        PROGRESS,
        Place("/program", "menu.programme", "village_progress", OFFICE),
        Place("/program/corong", "menu.funnel", "targeting", OFFICE),
        Place("/program/pilar", "menu.pillars", "village_progress", OFFICE),
        Place("/konvergensi", "menu.convergence", "convergence"),
        Place("/terlambat", "menu.overdue", "caseload", OFFICE),
        Place("/kelulusan", "menu.graduation", "timeline", OFFICE),
    ),
    Place("/layanan", "services.menu", "convergence", ("village",), "household.accept-referral"),
    *_under(
        ENTRY,
        Place("/impor", "menu.intake", "targeting", OFFICE, "nomination-batch.open"),
        Place(
            "/ganda", "menu.duplicates", "targeting", OFFICE, "nomination-batch.dismiss-duplicate"
        ),
        Place("/verval", "menu.verval", "targeting", OFFICE),
        Place("/musyawarah", "menu.meetings", "targeting", OFFICE),
        Place("/sanggahan", "menu.objections", "targeting", OFFICE),
        Place("/karantina", "menu.box", "box"),
        Place("/pembetulan", "menu.amendments", "amendments"),
    ),
    *_under(
        MONEY,
        Place("/dana", "funds.menu", "postings", OFFICE),
        Place("/antrean", "queue.menu", "postings", OFFICE),
    ),
    *_under(
        OVERSIGHT,
        Place("/pengecualian", "menu.exceptions", "flags", OFFICE),
        Place("/sampel", "audit.menu", "audits", OFFICE),
        Place("/temuan", "finding.menu", "findings", OFFICE),
        Place("/ketidakwajaran", "menu.irregular", "irregularities", OFFICE),
        Place("/pembacaan", "menu.reads", "reads", OFFICE),
        Place("/permintaan-data", "menu.requests", "data_requests", OFFICE),
        Place("/penolakan", "menu.refusals", "refusals", OFFICE),
    ),
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


def sections(places: list[Place]) -> Iterator[Section]:
    """Yield the menu: one of some length has pages that belong together under one head."""
    if len(places) <= SHORT:
        yield from (Section((place,)) for place in places)
        return
    for label, together in groupby(places, key=attrgetter("section")):
        found = tuple(together)
        if label and len(found) > 1:
            yield Section(found, label)
        else:
            yield from (Section((place,)) for place in found)
