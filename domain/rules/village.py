"""Rules of a village in the programme: its agency, papers, assessment, plan and evaluations."""

from domain.rules.catalogue import Kind, Rule

Rule(
    code="M1",
    kind=Kind.REFUSED,
    basis="one accompanying agency per village, and a half-yearly evaluation (R4.1, R4.5)",
    messages={
        "": (
            (
                "Desa ini sudah didampingi {agency} sejak {since}. Catat serah terima, bukan"
                " penunjukan baru."
            ),
            (
                "{agency} accompanies this village since {since}. Record a handover, not a second"
                " appointment."
            ),
        ),
        "handover": (
            "{agency} bukan pendamping desa ini pada {day}, jadi tidak dapat menyerahterimakan.",
            "{agency} does not accompany this village on {day}, so it cannot hand it over.",
        ),
        "plan": (
            (
                "Rencana aksi belum dapat disetujui: evaluasi semester {semester}"
                " (jatuh tempo {due}) belum ada."
            ),
            (
                "The action plan cannot be approved yet: the evaluation of half year"
                " {semester} (due {due}) is missing."
            ),
        ),
    },
)
Rule(
    code="M1b",
    kind=Kind.WARNED,
    basis="evaluation every half year, with a due date (R4.5)",
    messages={
        "": (
            "Evaluasi semester dicatat setelah jatuh tempo.",
            "The half-yearly evaluation was recorded after its due date.",
        ),
    },
)
Rule(
    code="M3",
    kind=Kind.REFUSED,
    basis="villages enter by a legal act, and enrol under a decree (R3.6, N1)",
    messages={
        "unknown": (
            "Desa {village} tidak ada dalam definisi program.",
            "The village {village} is not in the programme definition.",
        ),
        "unselected": (
            "Desa ini belum ditetapkan masuk program.",
            "This village has not been taken into the programme.",
        ),
        "open": (
            "Pendaftaran peserta sudah dibuka dengan {decree}. Tutup dahulu.",
            "Enrolment is already open under {decree}. Close it first.",
        ),
    },
)
Rule(
    code="M4",
    kind=Kind.REFUSED,
    basis="memorandum first, then the cooperation agreement, between known parties (R0.1, R3.2)",
    messages={
        "party": (
            "{party} bukan lembaga dalam definisi program.",
            "{party} is not an organisation of the programme definition.",
        ),
        "parent": (
            "Perjanjian kerja sama harus menyebut nota kesepahaman yang menjadi induknya.",
            "A cooperation agreement must name the memorandum of understanding it stands on.",
        ),
        "period": (
            "Nota kesepahaman induk tidak berlaku pada {day}.",
            "The memorandum it stands on is not in force on {day}.",
        ),
    },
)
Rule(
    code="M5",
    kind=Kind.REFUSED,
    basis="agency and village assess together; nobody approves a plan of their own (R4.3, R4.4)",
    messages={
        "cosign": (
            "Tanda tangan kedua harus dari pihak lain: orang lain dengan peran lain.",
            "The second signature must come from the other side: another person in another role.",
        ),
        "assessment": (
            "Rencana aksi memerlukan penilaian desa yang ditandatangani kedua pihak.",
            "An action plan needs an assessment of the village that both sides have signed.",
        ),
        "approver": (
            "Pengusul rencana aksi tidak boleh menyetujuinya sendiri.",
            "Whoever proposed the action plan may not approve it.",
        ),
    },
)
Rule(
    code="M6",
    kind=Kind.REFUSED,
    basis="a half year is evaluated once, when it is under way or over (R4.5)",
    messages={
        "semester": (
            "Semester {semester} belum dimulai atau bukan semester desa ini dalam program.",
            "Half year {semester} has not begun, or the village was not in the programme.",
        ),
    },
)
