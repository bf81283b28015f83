"""Rules of plausible dates in office papers."""

from domain.rules.catalogue import Kind, Rule

Rule(
    code="H1",
    kind=Kind.REFUSED,
    basis="a date that cannot be true is refused; it is corrected by a new event (R4.12)",
    messages={
        "future": (
            "Tanggal {day} belum terjadi.",
            "The date {day} has not come yet.",
        ),
        "order": (
            "Tanggal akhir {until} mendahului tanggal awal {since}.",
            "The last day {until} comes before the first day {since}.",
        ),
    },
)
