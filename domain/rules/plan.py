"""Rules of needs and plans: P1 to P4."""

from domain.rules.catalogue import Kind, Rule

Rule(
    code="P1",
    kind=Kind.REFUSED,
    basis="at least two livelihoods per household, or a reason",
    messages={
        "": (
            "Rencana memuat {count} mata pencaharian; minimal {limit}, atau sebutkan alasan.",
            "The plan has {count} livelihoods; at least {limit} are needed, or a reason.",
        ),
    },
)
Rule(
    code="P2",
    kind=Kind.REFUSED,
    basis="a business plan says cost, labour, market and risk",
    messages={
        "cost": (
            "Rencana usaha belum memuat biaya.",
            "The business plan has no cost.",
        ),
        "labour": (
            "Rencana usaha belum memuat tenaga kerja.",
            "The business plan has no labour.",
        ),
        "market": (
            "Rencana usaha belum memuat pasar.",
            "The business plan has no market.",
        ),
        "risk": (
            "Rencana usaha belum memuat risiko.",
            "The business plan has no risks.",
        ),
    },
)
Rule(
    code="P3",
    kind=Kind.WARNED,
    basis="empowerment and social protection go side by side (R1.1)",
    messages={
        "": (
            "Aset diserahkan sementara kebutuhan wajib belum dirujuk.",
            "An asset was handed over while a mandatory need was referred to nobody.",
        ),
    },
)
Rule(
    code="P4",
    kind=Kind.REFUSED,
    basis="each item has one pillar and one owner that the programme knows",
    messages={
        "need": (
            "Jenis kebutuhan {kind} tidak ada dalam program ini.",
            "The kind of need {kind} is not in this programme.",
        ),
        "pillar": (
            "Pilar {pillar} tidak ada dalam program ini.",
            "The pillar {pillar} is not in this programme.",
        ),
        "adult": (
            "Rencana harus disepakati anggota dewasa yang tinggal di rumah tangga ini.",
            "The plan must be agreed by an adult member who lives with this household.",
        ),
        "agreed": (
            "Rencana keluarga sudah ada; ubah rencana itu dengan alasan.",
            "The household already has a plan; revise it and say why.",
        ),
        "closed": (
            "Kebutuhan ini sudah ditutup.",
            "This need is already closed.",
        ),
        "referred": (
            "Masih ada rujukan yang berjalan untuk kebutuhan ini.",
            "A referral for this need is still under way.",
        ),
    },
)
