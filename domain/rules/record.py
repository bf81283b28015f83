"""Rules of the record itself: C1, C2."""

from domain.rules.catalogue import Kind, Rule

Rule(
    code="C2",
    kind=Kind.REFUSED,
    basis="an amendment is proposed by one person and confirmed by another, once",
    messages={
        "open": (
            "Untuk catatan ini masih ada usulan yang menunggu orang kedua.",
            "For this record a proposal is still waiting for a second person.",
        ),
        "closed": (
            "Usulan ini sudah diputus atau ditarik.",
            "This proposal was already decided or withdrawn.",
        ),
        "proposer": (
            "Hanya yang mengusulkan yang dapat menarik usulannya.",
            "Only who made the proposal can withdraw it.",
        ),
    },
)
Rule(
    code="C1",
    kind=Kind.REFUSED,
    basis="a correction cites the latest version, a reason and a second person",
    messages={
        "head": (
            "Catatan ini sudah dibetulkan; betulkan versi yang terakhir.",
            "This was already amended; amend the latest version.",
        ),
        "kind": (
            "Catatan ini tidak dapat diubah di sini; nyatakan dengan peristiwa baru.",
            "This cannot be amended here; say it with a new event.",
        ),
        "hold": (
            "Berkas ini dalam penahanan hukum: perlu izin pemeriksa yang menahannya.",
            "This file is on legal hold: it takes the leave of the inspector who placed it.",
        ),
        "holder": (
            "Hanya pemeriksa yang menahan berkas ini yang dapat memberi izin.",
            "Only the inspector who holds this file can give leave.",
        ),
        "same": (
            "Orang kedua harus berbeda dari yang mengajukan.",
            "The second person must not be the one who asks.",
        ),
        "nothing": (
            "Tidak ada yang berubah dalam pembetulan ini.",
            "This correction changes nothing.",
        ),
        "value": (
            "Nilai pengganti untuk {field} tidak dapat dipakai.",
            "The new value of {field} cannot be used.",
        ),
    },
)
