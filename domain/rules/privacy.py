"""Rules of personal data: D1."""

from domain.rules.catalogue import Kind, Rule

Rule(
    code="D1",
    kind=Kind.REFUSED,
    basis=(
        "UU 27/2022: a request is decided by two people on a legal basis; nothing under legal hold"
        " or inside its retention is erased, and what was erased is not collected again"
    ),
    messages={
        "unknown": (
            "Permohonan ini belum pernah diterima.",
            "This request has never been received.",
        ),
        "kind": (
            "Program ini tidak menetapkan jangka waktu untuk permohonan {kind}.",
            "This programme sets no time limit for a request of kind {kind}.",
        ),
        "person": (
            "Orang ini bukan dan tidak pernah menjadi anggota keluarga yang disebut.",
            "This person is not, and never was, a member of the family that is named.",
        ),
        "decided": (
            "Permohonan ini sudah diputus.",
            "This request is already decided.",
        ),
        "undecided": (
            "Permohonan ini belum diputus, jadi belum ada jawaban.",
            "This request is not decided, so there is no answer yet.",
        ),
        "unproposed": (
            "Belum ada usulan putusan dari pejabat pelindungan data pribadi.",
            "The personal data officer has not proposed a decision yet.",
        ),
        "changed": (
            "Usulan putusan telah berubah; lihat kembali lalu putuskan.",
            "The proposal is another one by now; look at it again, then decide.",
        ),
        "same": (
            "Putusan memerlukan orang kedua yang berbeda dari pengusul.",
            "The decision takes a second person, other than the one who proposed it.",
        ),
        "groups": (
            "Kelompok data disebut hanya bila penghapusan dikabulkan sebagian.",
            "Groups of data are named when erasure is granted in part, and only then.",
        ),
        "finding": (
            "Masih ada temuan pemeriksaan yang terbuka; tidak ada yang dihapus sampai selesai.",
            "A finding of an audit is still open; nothing is erased until it is settled.",
        ),
        "hold": (
            "Berkas ini dalam penahanan hukum; tidak ada yang dihapus sampai penahanan dicabut.",
            "This file is on legal hold; nothing is erased until the hold is lifted.",
        ),
        "retention": (
            "Masa simpan kelompok data ini belum berakhir: {groups}. Kabulkan sebagian tanpanya.",
            "These groups must still be kept: {groups}. Grant a part without them.",
        ),
        "ungranted": (
            "Permohonan ini tidak dikabulkan oleh dua orang, jadi tidak dapat dilaksanakan.",
            "Two people have not granted this request, so it cannot be carried out.",
        ),
        "unfinished": (
            "Penghapusan sudah dikabulkan tetapi belum dilaksanakan.",
            "The erasure is granted but not carried out yet.",
        ),
        "erased": (
            "Data pribadi orang ini sudah dihapus; catat tanpa nama, alamat, atau ceritanya.",
            "This person's data were erased; record it without a name, place or story of theirs.",
        ),
    },
)
