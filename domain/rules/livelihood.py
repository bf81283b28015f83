"""Rules of savings: E1."""

from domain.rules.catalogue import Kind, Rule

Rule(
    code="E1",
    kind=Kind.REFUSED,
    basis="a bank account belongs to one household, and is known by its number",
    messages={
        "number": (
            "Rekening bank perlu nomor rekening.",
            "A bank account needs its number.",
        ),
    },
)
