"""Rules of joining the programme and of who accompanies: N1, N2 and N5."""

from domain.rules.catalogue import Kind, Rule

Rule(
    code="N1",
    kind=Kind.REFUSED,
    basis="a participant is named by a decree, after being found eligible and asked",
    messages={
        "eligibility": (
            "Rumah tangga ini belum ditetapkan layak (status {status}).",
            "This household has not been found eligible (status {status}).",
        ),
        "consent": (
            "Belum ada persetujuan dari anggota dewasa.",
            "No adult member has given consent yet.",
        ),
        "adult": (
            "Persetujuan harus dari anggota dewasa yang tinggal di rumah tangga ini.",
            "Consent must come from an adult member who lives with this household.",
        ),
        "decree": (
            "Nomor SK penetapan belum disebut, atau tanggalnya belum tiba.",
            "The number of the decree is missing, or its day has not come yet.",
        ),
        "village": (
            "Desa/kelurahan ini belum dibuka untuk penetapan peserta.",
            "This village is not open for enrolment yet.",
        ),
        "envelope": (
            "Belum ada pagu dana yang dibuka untuk desa/kelurahan ini.",
            "No envelope of money is open for this village yet.",
        ),
    },
)
Rule(
    code="N2",
    kind=Kind.REFUSED,
    basis="a household is in one graduation programme at a time",
    messages={
        "": (
            "Rumah tangga ini menyatakan masih peserta program kelulusan lain.",
            "This household declared that it is in another graduation programme.",
        ),
    },
)
Rule(
    code="N5",
    kind=Kind.REFUSED,
    basis="accompaniment is done by the assigned mentor, between enrolment and the end",
    messages={
        "before": (
            "Terjadi sebelum rumah tangga ini ditetapkan sebagai peserta.",
            "This happened before the household was enrolled.",
        ),
        "after": (
            "Terjadi setelah rumah tangga ini keluar atau berkasnya ditutup.",
            "This happened after the household left or its file was closed.",
        ),
        "mentor": (
            "Anda bukan pendamping rumah tangga ini pada hari itu.",
            "You were not this household's mentor on that day.",
        ),
        "late": (
            "Dikirim terlambat oleh pendamping yang bertugas pada hari itu.",
            "Sent late by the mentor who served on that day.",
        ),
    },
)
