"""Rules of referrals: R1."""

from domain.rules.catalogue import Kind, Rule

Rule(
    code="R1",
    kind=Kind.REFUSED,
    basis="every need has one owner and a date, and ends served or unmet with a reason",
    messages={
        "promise": (
            "Tanggal janji {day} sudah lewat.",
            "The promised day {day} has already passed.",
        ),
        "open": (
            "Kebutuhan ini sudah dirujuk dan rujukannya masih berjalan.",
            "This need was already referred, and the referral is under way.",
        ),
        "closed": (
            "Kebutuhan atau rujukan ini sudah ditutup.",
            "This need or referral is already closed.",
        ),
        "proof": (
            "Layanan belum disertai bukti: nomor, surat, atau foto.",
            "There is no proof of the service: a number, a letter or a photo.",
        ),
    },
)
