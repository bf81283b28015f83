"""Rules of graduation and of what comes after it: G1 to G5 and X2."""

from domain.rules.catalogue import Kind, Rule

Rule(
    code="G1",
    kind=Kind.REFUSED,
    basis="the minimum stay, and two passing assessments in a row, of the programme definition",
    messages={
        "stay": (
            "Belum {months} bulan sejak ditetapkan sebagai peserta.",
            "It is not yet {months} months since the enrolment.",
        ),
        "passes": (
            "Belum ada dua penilaian lulus berturut-turut berjarak paling sedikit {days} hari.",
            "There are no two passing assessments in a row, at least {days} days apart.",
        ),
    },
)
Rule(
    code="G2",
    kind=Kind.REFUSED,
    basis="nothing that the scorecard or the law makes mandatory is left open",
    messages={
        "indicator": (
            "Indikator wajib belum terpenuhi: {indicators}.",
            "Mandatory indicators are not met: {indicators}.",
        ),
        "need": (
            "Masih ada kebutuhan wajib yang terbuka: layani atau tutup dengan alasan.",
            "A mandatory need is still open: serve it, or close it with a reason.",
        ),
        "referral": (
            "Masih ada rujukan kebutuhan wajib yang berjalan.",
            "A referral of a mandatory need is still under way.",
        ),
        "finding": (
            "Masih ada temuan pemeriksaan berat yang terbuka.",
            "A critical finding of an audit is still open.",
        ),
        "evidence": (
            "Masih ada bantuan tanpa tanda terima atau tanpa bukti lengkap: {evidence}.",
            "Something given has no receipt, or lacks evidence: {evidence}.",
        ),
    },
)
Rule(
    code="G3",
    kind=Kind.REFUSED,
    basis="a mentor does not decide on their own household; the village or its agency does",
    messages={
        "mentor": (
            "Pendamping rumah tangga ini tidak boleh menilai atau memutus kelulusannya.",
            "A mentor of this household may neither assess nor decide its graduation.",
        ),
        "basis": (
            "Perlu keputusan musyawarah desa/kelurahan atau perangkat daerah pendamping.",
            "It takes a decision of the village meeting or of the accompanying agency.",
        ),
        "meeting": (
            "Musyawarah itu diadakan sebelum penilaian pada {day}.",
            "That meeting was held before the assessment of {day}.",
        ),
        "agency": (
            "Hanya perangkat daerah pendamping desa ini ({agency}) yang boleh menetapkan ini.",
            "Only the agency that accompanies this village ({agency}) may decide this.",
        ),
        "unseen": (
            "Penilaian yang diputus bukan yang terakhir, atau belum terlihat saat memutus.",
            "The assessment is not the latest, or was not on screen when this was decided.",
        ),
    },
)
Rule(
    code="G4",
    kind=Kind.REFUSED,
    basis="only a household that is accompanied graduates, once per cycle",
    messages={
        "": (
            "Status {status} tidak dapat diluluskan.",
            "A household whose status is {status} cannot graduate.",
        ),
        "again": (
            "Sudah lulus; perlu didampingi kembali sebelum lulus lagi.",
            "It has graduated; it has to be enrolled again before it can graduate again.",
        ),
    },
)
Rule(
    code="G5",
    kind=Kind.REFUSED,
    basis="limits of extensions in the programme definition",
    messages={
        "months": (
            "Perpanjangan {months} bulan melewati batas {limit} bulan.",
            "An extension of {months} months is beyond the limit of {limit}.",
        ),
        "count": (
            "Sudah {limit} kali diperpanjang.",
            "It was already extended {limit} times.",
        ),
    },
)
Rule(
    code="X2",
    kind=Kind.REFUSED,
    basis="a relapse rests on checks after graduation, never on one indicator at one time",
    messages={
        "check": (
            "Tidak ada pemeriksaan pascalulus yang memenuhi syarat rentan kembali.",
            "No check after graduation meets the rule of a relapse.",
        ),
        "again": (
            "Pendampingan kembali lebih dari {limit} kali harus diputus pimpinan program.",
            "Enrolling again more than {limit} times is for the programme lead to decide.",
        ),
    },
)
