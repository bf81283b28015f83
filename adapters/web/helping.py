"""Help beside each page, and the words of the programme, from the developers' own glossary."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from adapters.web.asking import QueryText
from adapters.web.guard import AnybodyDep
from adapters.web.language import language_of, texts
from adapters.web.navigation import places_of
from adapters.web.parts import parts_of
from adapters.web.render import page

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"
MEANINGS = Path(__file__).with_name("glossary.toml")
LINE = re.compile(r"^\| (.+?) \| (.+) \| (.+?) \|$")
# Which help belongs to an address: the first of these that it matches.
SUBJECTS = (
    (r"^/$", "families"),
    (r"^/hari-ini", "today"),
    (r"^/rt/[^/]+/kunjungan", "visit"),
    (r"^/rt/[^/]+/catat/", "form"),
    (r"^/pembetulan|^/rt/[^/]+/(usulan|pembetulan)/", "amend"),
    (r"^/rt/[^/]+/berkas", "file"),
    (r"^/rt/[^/]+/lembar", "sheet"),
    (r"^/rt/[^/]+/kelulusan|^/kelulusan", "graduation"),
    (r"^/rt/", "replay"),
    (r"^/program/corong", "funnel"),
    (r"^/program/pilar", "pillars"),
    (r"^/program|^/desa/", "board"),
    (r"^/konvergensi|^/layanan", "owed"),
    (r"^/terlambat", "overdue"),
    (r"^/dana", "money"),
    (r"^/pembacaan|^/penolakan|^/pengecualian", "watching"),
    (r"^/permintaan-data", "request"),
    (r"^/pengguna", "users"),
    (r"^/akun|^/masuk", "account"),
    (r"^/health|^/jangkar", "health"),
)
router = APIRouter()


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the village, what it means in both languages, and under which heading."""

    word: str
    indonesian: str
    english: str
    heading: str


@cache
def glossary() -> tuple[Term, ...]:
    """Return every word of the glossary, in its order."""
    meanings = tomllib.loads(MEANINGS.read_text("utf-8"))["terms"]
    found, heading = [], ""
    for line in GLOSSARY.read_text("utf-8").splitlines():
        if line.startswith("## "):
            heading = line.removeprefix("## ")
        row = LINE.match(line)
        if row and row[1] not in ("Indonesian", "---"):
            found.append(Term(row[1], meanings.get(row[1], ""), row[3], heading))
    return tuple(found)


def subject_of(path: str) -> str:
    """Return which help belongs to an address."""
    return next((name for shape, name in SUBJECTS if re.search(shape, path)), "any")


@router.get("/istilah")
def show_glossary(
    request: Request, _: AnybodyDep, q: Annotated[QueryText, Query()] = ""
) -> Response:
    """Show what the words of the programme mean."""
    asked = q.casefold().strip()
    terms = [
        term
        for term in glossary()
        if asked in f"{term.word} {term.indonesian} {term.english}".casefold()
    ]
    return page(request, "help/glossary.html", {"terms": terms, "q": q})


@router.get("/bantuan")
def show_help(
    request: Request, caller: AnybodyDep, hal: Annotated[QueryText, Query()] = "/"
) -> Response:
    """Show what a page is, what can be done on it, and its words."""
    subject, known = subject_of(hal), texts()
    named = known.get(f"help.{subject}-words", ("", ""))[0]
    words = [term for term in glossary() if term.word in named.split("; ")]
    values = {
        "subject": subject,
        "words": words,
        "all_places": list(places_of(parts_of(request).programme, caller.actor)),
        "is_indonesian": language_of(request) == "id",
    }
    return page(request, "help/page.html", values)
