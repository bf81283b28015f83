"""Rules of who belongs to a household: N4 and N7."""

from domain.rules.catalogue import Kind, Rule

Rule(
    code="N4",
    kind=Kind.REFUSED,
    basis="never zero or two heads; children left alone get a guardian and a social worker",
    messages={
        "successor": (
            "Kepala keluarga pergi atau meninggal: sebutkan anggota yang menggantikannya.",
            "The head left or died: name the member who takes over.",
        ),
        "adult": (
            "Kepala keluarga harus anggota dewasa yang tinggal di rumah tangga ini.",
            "The head must be an adult member who lives with this household.",
        ),
        "guardian": (
            "Hanya anak-anak yang tersisa: tunjuk wali dan rujuk ke pekerja sosial.",
            "Only children remain: name a guardian and call a social worker.",
        ),
        "adults": (
            "Masih ada anggota dewasa; wali hanya untuk rumah tangga anak-anak.",
            "There still is an adult member; a guardian is for households of children only.",
        ),
        "last": (
            "Semua anggota akan pergi. Catat sebagai pindah atau keluar dari program.",
            "Every member would go. Record it as a move or an exit instead.",
        ),
        "empty": (
            "Tidak ada lagi anggota di rumah tangga ini: tutup berkasnya.",
            "Nobody is left in this household: close its file.",
        ),
        "dead": (
            "Orang ini tercatat sudah meninggal.",
            "This person is on record as dead.",
        ),
    },
)
Rule(
    code="N7",
    kind=Kind.REFUSED,
    basis="split, merge and move: history goes along and nothing is counted twice",
    messages={
        "itself": (
            "Rumah tangga tidak dapat digabung dengan dirinya sendiri.",
            "A household cannot be merged with itself.",
        ),
        "other": (
            "Rumah tangga yang lain tidak ada, sudah berakhir, atau tidak sesuai.",
            "The other household does not exist, has ended, or does not fit this.",
        ),
        "direction": (
            "Berkas yang lebih jauh harus yang diteruskan: gabungkan ke arah sebaliknya.",
            "The file that has come further must go on: merge the other way round.",
        ),
        "members": (
            "Anggota yang disebut bukan anggota rumah tangga itu.",
            "The members named do not belong to that household.",
        ),
        "whole": (
            "Memisahkan semua anggota bukan pecah KK.",
            "Taking all members out is not a split.",
        ),
        "same": (
            "Rumah tangga ini sudah tinggal di desa/kelurahan itu.",
            "The household already lives in that village.",
        ),
        "outside": (
            "Desa/kelurahan tujuan di luar program: catat sebagai keluar dengan alasan pindah.",
            "The village is outside the programme: record an exit for moving instead.",
        ),
    },
)
