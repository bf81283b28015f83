"""Rules of an objection."""

from domain.rules.catalogue import Kind, Rule

Rule(
    code="O1",
    kind=Kind.REFUSED,
    basis="decided in time, and not by the officer who took the contested decision",
    messages={
        "officer": (
            (
                "Anda yang mengambil keputusan yang disanggah, jadi Anda tidak boleh memutus"
                " sanggahannya."
            ),
            "You took the contested decision, so you may not decide on the objection to it.",
        ),
        "deadline": (
            "Batas waktu {due} sudah lewat; sanggahan ini harus dinaikkan.",
            "The deadline {due} has passed; this objection must be escalated.",
        ),
        "role": (
            "Sanggahan ini sudah dinaikkan; hanya peran {role} yang boleh memutus.",
            "This objection was escalated; only the role {role} may decide on it.",
        ),
    },
)
Rule(
    code="O2",
    kind=Kind.REFUSED,
    basis="order of an objection: lodged, decided or escalated, answered",
    messages={
        "unknown": (
            "Sanggahan ini belum pernah diajukan.",
            "This objection has never been lodged.",
        ),
        "decided": (
            "Sanggahan ini sudah diputus.",
            "This objection is already decided.",
        ),
        "undecided": (
            "Sanggahan ini belum diputus, jadi belum ada jawaban.",
            "This objection is not decided, so there is no answer yet.",
        ),
        "early": (
            "Batas waktu {due} belum lewat, jadi belum dapat dinaikkan dengan alasan ini.",
            "The deadline {due} has not passed, so it cannot be escalated for this reason yet.",
        ),
        "role": (
            "Peran {role} tidak dapat memutus sanggahan dalam program ini.",
            "The role {role} cannot decide on objections in this programme.",
        ),
    },
)
