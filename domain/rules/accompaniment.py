"""Rules of reports from the field: V1, V1b, V2 and V3."""

from domain.rules.catalogue import Kind, Rule

Rule(
    code="V1",
    kind=Kind.REFUSED,
    basis="two clocks: what happened cannot lie ahead of the server, nor before its own time",
    messages={
        "future": (
            "Waktu kejadian lebih dari {minutes} menit di depan jam server. Periksa jam ponsel.",
            "This lies more than {minutes} minutes ahead of the server. Check the phone's clock.",
        ),
        "early": (
            "Terjadi sebelum rumah tangga ini ditetapkan sebagai peserta pada {day}.",
            "This happened before the household was enrolled on {day}.",
        ),
        "baseline": (
            "Bertanggal sebelum penilaian awal pada {day}.",
            "This is dated before the baseline of {day}.",
        ),
        "before": (
            "Bertanggal sebelum {day}, saat statusnya menjadi {status}.",
            "This is dated before {day}, when the status became {status}.",
        ),
        "back": (
            "Tanggal ini lebih dari {limit} hari lalu; catat dengan tanggal hari ini.",
            "This date is more than {limit} days ago; record it under today's date.",
        ),
    },
)
Rule(
    code="V1b",
    kind=Kind.WARNED,
    basis="limits of late reports in the programme definition",
    messages={
        "": (
            "Dicatat terlambat, lebih dari batas hari yang wajar.",
            "Recorded late, after more days than is usual.",
        ),
        "countersign": (
            "Sudah {days} hari berlalu: perlu tanda tangan penyelia yang lain.",
            "{days} days have passed: another person, a supervisor, has to countersign.",
        ),
    },
)
Rule(
    code="V2",
    kind=Kind.REFUSED,
    basis="the phone chooses the id of what it reports; the same id is the same report",
    messages={
        "": (
            "Nomor laporan ini sudah dipakai untuk isi yang lain.",
            "This report id was already used with other content.",
        ),
    },
)
Rule(
    code="V3",
    kind=Kind.WARNED,
    basis="limits of visits in the programme definition; an odd visit is kept and marked",
    messages={
        "unlocated": (
            "Kunjungan tanpa titik lokasi.",
            "The visit has no location.",
        ),
        "mock": (
            "Lokasi kunjungan berasal dari aplikasi lokasi tiruan.",
            "The location of the visit was simulated.",
        ),
        "outside": (
            "Lokasi kunjungan terlalu jauh dari rumah yang diverifikasi.",
            "The visit was too far from the verified house.",
        ),
        "short": (
            "Kunjungan lebih singkat dari batas yang wajar.",
            "The visit was shorter than is usual.",
        ),
        "speed": (
            "Dua kunjungan pada hari ini terlalu berjauhan untuk waktu di antaranya.",
            "Nobody gets from one visit of this day to the other in the time between them.",
        ),
        "crowded": (
            "Kunjungan pada hari ini lebih banyak daripada yang wajar.",
            "More visits were made on this day than is usual.",
        ),
        "photo": (
            "Foto ini sudah dipakai pada kunjungan lain.",
            "This photo already belongs to another visit.",
        ),
    },
)
Rule(
    code="V4",
    kind=Kind.REFUSED,
    basis="a visit is checked by somebody else",
    messages={
        "own": (
            "Uji petik tidak boleh dilakukan oleh orang yang melakukan kunjungan itu.",
            "A visit is not checked by the person who made it.",
        ),
    },
)
