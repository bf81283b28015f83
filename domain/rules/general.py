"""Rules that hold for every stream: who may, in which state, and how often it may be said."""

from domain.rules.catalogue import Kind, Rule

Rule(
    code="S1",
    kind=Kind.REFUSED,
    basis="domain model, state machine of a household",
    messages={
        "": (
            "Tidak dapat dilakukan: status rumah tangga saat ini {status}.",
            "Not possible: the household's status is {status}.",
        ),
        "unknown": (
            "Rumah tangga ini belum pernah diusulkan.",
            "This household has never been nominated.",
        ),
        "exists": (
            "Rumah tangga ini sudah pernah diusulkan.",
            "This household has already been nominated.",
        ),
        "missing": (
            "Yang dirujuk tidak ada di berkas ini.",
            "What this refers to is not in this file.",
        ),
        "elsewhere": (
            "Nomor ini sudah dipakai oleh berkas jenis lain.",
            "This id already belongs to a file of another kind.",
        ),
        "reason": (
            "Kode alasan {reason} tidak dikenal dalam program ini.",
            "The reason code {reason} is not known in this programme.",
        ),
    },
)
Rule(
    code="S2",
    kind=Kind.REFUSED,
    basis="design: role, area and separation of duties are checked in services",
    messages={
        "role": (
            "Peran {role} tidak berwenang melakukan ini.",
            "The role {role} may not do this.",
        ),
        "area": (
            "Ini di luar wilayah tugas Anda.",
            "This is outside your area.",
        ),
        "voucher": (
            "Orang kedua yang disebut tidak dikenal atau tidak berwenang menjamin di sini.",
            "The second person named is not known, or may not vouch here.",
        ),
        "duties": (
            "Orang yang sama tidak boleh melakukan kedua langkah ini.",
            "The same person may not take both of these steps.",
        ),
    },
)
Rule(
    code="S3",
    kind=Kind.REFUSED,
    basis="design: a repeated key with other content is refused for an office user",
    messages={
        "": (
            "Kunci pengiriman ini sudah dipakai untuk isi yang lain. Kirim dengan kunci baru.",
            "This key was already used with other content. Send it with a new key.",
        ),
    },
)
Rule(
    code="S4",
    kind=Kind.REFUSED,
    basis="design: commands on one household are decided again on the fresh state",
    messages={
        "": (
            "Berkas ini sedang ditulis banyak orang. Silakan kirim lagi.",
            "Many people are writing to this file. Please send it again.",
        ),
    },
)
