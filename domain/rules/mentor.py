"""Rules of mentors: registered, at work on the day, and handing over before they leave."""

from domain.rules.catalogue import Kind, Rule

Rule(
    code="N7",
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
