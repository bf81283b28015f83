"""Rules of assessments: A1, A2 and A3."""

from domain.rules.catalogue import Kind, Rule

Rule(
    code="A1",
    kind=Kind.REFUSED,
    basis="an assessment is computed by the server with a valid version of the scorecard",
    messages={
        "": (
            "Daftar pertanyaan verifikasi belum terisi lengkap, atau tidak berlaku pada hari itu.",
            "The verification questionnaire is not filled in, or does not hold on that day.",
        ),
        "version": (
            "Instrumen {instrument} versi {version} tidak berlaku pada {day}.",
            "Instrument {instrument} version {version} does not hold on {day}.",
        ),
        "missing": (
            "Jawaban wajib belum diisi: {questions}.",
            "Mandatory answers are missing: {questions}.",
        ),
        "invalid": (
            "Jawaban tidak sesuai pertanyaannya: {questions}.",
            "Answers do not fit their questions: {questions}.",
        ),
        "differs": (
            "Hasil hitungan di ponsel berbeda dari hasil hitungan server.",
            "What the phone computed differs from what the server computed.",
        ),
    },
)
Rule(
    code="A2",
    kind=Kind.REFUSED,
    basis="half-yearly assessments are half a year apart",
    messages={
        "": (
            "Jarak ke penilaian semester yang lain {days} hari; paling sedikit {limit}.",
            "Another half-yearly assessment is {days} days away; at least {limit} are needed.",
        ),
        "gap": (
            "Jarak ke penilaian sebelumnya terlalu lama.",
            "Too much time has passed since the assessment before.",
        ),
    },
)
Rule(
    code="A3",
    kind=Kind.REFUSED,
    basis="without a baseline there is nothing to compare with",
    messages={
        "": (
            "Penilaian awal belum ada.",
            "There is no baseline yet.",
        ),
    },
)
