"""Rules of instruments and of the programme definition."""

from domain.rules.catalogue import Kind, Rule

Rule(
    code="Q1",
    kind=Kind.REFUSED,
    basis="a published version never changes; what is used is on record",
    messages={
        "unknown": (
            "Instrumen {instrument} versi {version} tidak ada dalam definisi program.",
            "Instrument {instrument} version {version} is not in the programme definition.",
        ),
        "changed": (
            (
                "Instrumen {instrument} versi {version} sudah terbit dengan isi lain."
                " Naikkan nomor versinya."
            ),
            (
                "Instrument {instrument} version {version} was published with other content."
                " Give it a new version number."
            ),
        ),
        "unpublished": (
            "Instrumen {instrument} versi {version} belum pernah diterbitkan.",
            "Instrument {instrument} version {version} was never published.",
        ),
        "running": (
            "Definisi {version} bukan definisi yang sedang dijalankan.",
            "The definition {version} is not the one that is running.",
        ),
    },
)
