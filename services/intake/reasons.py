"""The codes of verdicts and reasons of rows. Their words stand in the programme definition.

A code that begins with a rule's code is that rule. What is stored must be listed there, as
`row_verdict` and `row_reason`, so that the words can be changed without code.
"""

from collections.abc import Sequence

from domain.programme import Programme
from domain.rules import Language

TAKEN_IN = frozenset({"nominated", "known"})
VERDICTS = TAKEN_IN | {
    "deceased",
    "moved_within",
    "moved_out",
    "not_found",
    "duplicate",
    "wrong_village",
    "identity_mismatch",
    "not_poor",
    "refused",
    "decile_outside",
    "invalid",
}
# What somebody wrote on the list beside a name, by the verdict that it leads to.
LISTED = frozenset(f"listed.{verdict}" for verdict in VERDICTS - TAKEN_IN) - {
    "listed.invalid",
    "listed.decile_outside",
}

# The row is not taken in. It is kept and counted, and goes back to the source.
REJECTING = LISTED | {
    "t1.as_of",
    "t1.village",
    "t2.nik",
    "t2.family_card",
    "t2.birth_date",
    "t2.age",
    "t3",
    "t4",
    "t4.missing",
    "village.unknown",
    "village.bps",
    "village.kemendagri",
    "village.no_bridge",
    "village.outside",
    "nik.destroyed",
    "card.destroyed",
    "name.missing",
    "sex.unknown",
    "age.unknown",
    "relation.unknown",
    "twice.nik",
    "twice.family_card",
    "family.headless",
    "family.head_rejected",
    "family.several",
    "refused",
}
# The row is taken in, and this is kept beside it.
NOTED = frozenset(
    {
        "t2b.prefix",
        "t2b.sex",
        "t2b.birthday",
        "t2c",
        "nik.doubtful",
        "birth_date.from_nik",
        "village.name",
    }
)
# The row is about a household on record. A person decides; nothing on record is changed.
DIFFERING = frozenset(
    f"differs.{what}"
    for what in (
        "decile",
        "village",
        "nik",
        "name",
        "birth_date",
        "sex",
        "address",
        "family_card",
        "head",
        "member_new",
        "member_gone",
        "member_left",
        "not_live",
    )
)
REASONS = REJECTING | NOTED | DIFFERING

# Which verdict a fault leads to; every other fault makes the row invalid.
VERDICT_OF = {
    "t4": "decile_outside",
    "t4.missing": "decile_outside",
    "village.unknown": "wrong_village",
    "village.outside": "wrong_village",
    "twice.nik": "duplicate",
    "twice.family_card": "duplicate",
    "t3": "duplicate",
    "family.several": "duplicate",
}


def verdict_of(faults: Sequence[str]) -> str:
    """Return the verdict on a row with these faults: by the first that says more than invalid."""
    for fault in faults:
        listed = fault.removeprefix("listed.")
        verdict = listed if listed != fault else VERDICT_OF.get(fault, "")
        if verdict:
            return verdict
    return "invalid"


def words(kind: str, code: str, programme: Programme, language: Language) -> str:
    """Return what a `row_verdict` or a `row_reason` reads as; without words, its code."""
    item = programme.reason_codes.get(kind, {}).get(code)
    if item is None:
        return code
    return item.label.id if language == "id" else item.label.en
