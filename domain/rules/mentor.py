"""Rules of mentors: how many households, in which villages, and when."""

from domain.rules.catalogue import Kind, Rule

Rule(
    code="N3",
    kind=Kind.REFUSED,
    basis="caseload limit of the programme definition",
    messages={
        "": (
            "Pendamping ini sudah menangani {count} rumah tangga; batasnya {limit}.",
            "This mentor already has {count} households; the limit is {limit}.",
        ),
    },
)
Rule(
    code="N3b",
    kind=Kind.WARNED,
    basis="caseload limit of the programme definition",
    messages={
        "": (
            "Jumlah rumah tangga dampingan melewati batas wajar.",
            "The mentor has more households than is advisable.",
        ),
    },
)
Rule(
    code="N6",
    kind=Kind.REFUSED,
    basis="a mentor is registered, has a territory, and hands households over before leaving",
    messages={
        "unregistered": (
            "Orang ini belum terdaftar sebagai pendamping.",
            "This person is not registered as a mentor.",
        ),
        "inactive": (
            "Pendamping tidak bertugas pada {day}: sedang cuti, belum mulai, atau sudah berakhir.",
            "The mentor is not at work on {day}: on leave, not yet begun, or ended.",
        ),
        "territory": (
            "Desa {village} di luar wilayah pendamping ini pada {day}.",
            "The village {village} is outside this mentor's territory on {day}.",
        ),
        "village": (
            "Desa {village} tidak ada dalam definisi program.",
            "The village {village} is not in the programme definition.",
        ),
        "leave": (
            "Cuti ini bertumpang tindih dengan cuti yang sudah tercatat.",
            "This leave overlaps one that is on record.",
        ),
        "present": (
            "Pendamping ini tidak sedang cuti pada {day}.",
            "This mentor is not on leave on {day}.",
        ),
        "holding": (
            "Masih ada {count} rumah tangga; serahkan dahulu kepada pendamping lain.",
            "There are still {count} households; hand them to other mentors first.",
        ),
    },
)
