"""Rules of pauses and endings: X1, X3 and X4."""

from domain.rules.catalogue import Kind, Rule

Rule(
    code="X1",
    kind=Kind.REFUSED,
    basis="nobody drops out without a reason and a last contact",
    messages={
        "contact": (
            "Sebutkan tanggal kontak terakhir, paling lambat hari ini.",
            "Give the day of the last contact, today at the latest.",
        ),
        "where": (
            "Sebutkan tujuan pindah.",
            "Say where the household moved to.",
        ),
        "transfer": (
            "Tujuan masih dalam program: catat sebagai pindah, riwayatnya ikut.",
            "The new place is in the programme: record a move, the history goes along.",
        ),
    },
)
Rule(
    code="X3",
    kind=Kind.REFUSED,
    basis="a file is closed after the checks that follow graduation",
    messages={
        "": (
            "Baru {count} dari {limit} pemeriksaan pascalulus yang dilakukan.",
            "Only {count} of {limit} checks after graduation were made.",
        ),
        "early": (
            "Belum {months} bulan sejak lulus.",
            "It is not yet {months} months since the graduation.",
        ),
    },
)
Rule(
    code="X4",
    kind=Kind.REFUSED,
    basis="limit of a suspension in the programme definition",
    messages={
        "": (
            "Penangguhan paling lama {limit} hari, dan berakhir setelah hari ini.",
            "A suspension ends after today and lasts {limit} days at most.",
        ),
    },
)
