"""Rules of the village meeting."""

from domain.rules.catalogue import Kind, Rule

Rule(
    code="M2",
    kind=Kind.REFUSED,
    basis="a meeting decides with quorum, attendance list and signed minutes, and nobody on"
    " their own household",
    messages={
        "list": (
            "Musyawarah belum mempunyai daftar hadir.",
            "The meeting has no attendance list yet.",
        ),
        "quorum": (
            "Kuorum tidak tercapai: hadir {present} dari {invited} undangan, perlu {percent} %.",
            "No quorum: {present} of {invited} invited came, {percent} % are needed.",
        ),
        "twice": (
            "Ada orang yang tercantum dua kali dalam daftar hadir.",
            "Somebody is on the attendance list twice.",
        ),
        "absent": (
            "Ada pemberi keputusan yang tidak tercantum dalam daftar hadir.",
            "Somebody who decided is not on the attendance list.",
        ),
        "member": (
            "Anggota rumah tangga tidak boleh ikut memutuskan rumah tangganya sendiri.",
            "A member of the household may not take part in the decision on it.",
        ),
        "agenda": (
            "Tidak ada musyawarah yang dibuka.",
            "No meeting has been opened.",
        ),
        "closed": (
            "Berita acara sudah ditandatangani; keputusan baru memerlukan musyawarah baru.",
            "The minutes are signed; a new decision needs a new meeting.",
        ),
        "minutes": (
            "Keputusan musyawarah baru berlaku setelah berita acara ditandatangani.",
            "The meeting's decision counts only once its minutes are signed.",
        ),
        "undecided": (
            "Musyawarah ini tidak memutuskan rumah tangga tersebut.",
            "This meeting did not decide on that household.",
        ),
        "village": (
            "Musyawarah ini milik desa lain.",
            "This meeting belongs to another village.",
        ),
    },
)
