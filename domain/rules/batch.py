"""Rules of a nomination batch once its file has been read."""

from domain.rules.catalogue import Kind, Rule

Rule(
    code="B1",
    kind=Kind.REFUSED,
    basis="every row of a list gets one verdict, and the counters add up (R0.9, R4.10)",
    messages={
        "unopened": (
            "Daftar ini belum pernah diterima.",
            "This list has never been taken in.",
        ),
        "closed": (
            "Daftar ini sudah ditutup.",
            "This list is closed.",
        ),
        "open": (
            "Daftar ini belum ditutup, jadi umpan balik belum lengkap.",
            "This list is not closed, so the feedback is not complete.",
        ),
        "row": (
            "Baris {row} tidak ada: daftar ini mempunyai {rows} baris.",
            "There is no row {row}: this list has {rows} rows.",
        ),
        "again": (
            "Baris {row} sudah mempunyai hasil lain.",
            "Row {row} already has another verdict.",
        ),
        "household": (
            (
                "Baris {row}: hanya baris yang diusulkan atau sudah dikenal yang menunjuk rumah"
                " tangga, dan baris itu wajib menunjuknya."
            ),
            (
                "Row {row}: a row that nominates or is known must name its household, and no other"
                " row may."
            ),
        ),
        "missing": (
            "{missing} dari {rows} baris belum mempunyai hasil.",
            "{missing} of {rows} rows have no verdict yet.",
        ),
    },
)
