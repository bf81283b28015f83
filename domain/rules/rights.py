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
        "owner": (
            "{owner} bukan pemilik kebutuhan {kind} menurut program.",
            "{owner} does not own needs of the kind {kind} in this programme.",
        ),
        "service": (
            "Layanan {service} tidak menjawab kebutuhan {kind}.",
            "The service {service} does not answer needs of the kind {kind}.",
        ),
        "evidence": (
            "Kebutuhan {kind} ditutup dengan bukti: {proof}.",
            "A need of the kind {kind} is closed by this proof: {proof}.",
        ),
        "addressee": (
            "Rujukan ini untuk {owner}; hanya lembaga itu yang boleh menjawabnya.",
            "This referral is for {owner}; only that agency may answer it.",
        ),
        "proof": (
            "Layanan belum disertai bukti: nomor, surat, atau foto.",
            "There is no proof of the service: a number, a letter or a photo.",
        ),
    },
)
