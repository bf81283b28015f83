"""Rules of users and their roles."""

from domain.rules.catalogue import Kind, Rule

Rule(
    code="K1",
    kind=Kind.REFUSED,
    basis="roles are given to registered users, by somebody else, for known villages",
    messages={
        "unregistered": (
            "Pengguna ini belum terdaftar.",
            "This user is not registered.",
        ),
        "role": (
            "Peran {role} tidak ada dalam definisi program.",
            "The role {role} is not in the programme definition.",
        ),
        "village": (
            "Desa {village} tidak ada dalam definisi program.",
            "The village {village} is not in the programme definition.",
        ),
        "area": (
            "Peran {role} memerlukan daftar desa.",
            "The role {role} needs a list of villages.",
        ),
        "self": (
            "Tidak seorang pun boleh memberi atau mencabut perannya sendiri.",
            "Nobody may give themselves a role or take it from themselves.",
        ),
        "apart": (
            "Peran {role} tidak boleh dipegang bersama peran {other}.",
            "The role {role} may not be held together with the role {other}.",
        ),
        "submission": (
            "Kiriman ini tidak ada dalam kotak yang perlu perhatian.",
            "This submission is not in the box that needs attention.",
        ),
    },
)

Rule(
    code="K2",
    kind=Kind.REFUSED,
    basis="nobody watches over their own account, and a second factor is forgotten by two people",
    messages={
        "self": (
            "Akun sendiri hanya dapat diurus oleh orang lain.",
            "Your own account is looked after by somebody else.",
        ),
        "unasked": (
            "Belum ada yang meminta agar kode masuk ini dilupakan dalam tujuh hari terakhir.",
            "Nobody asked in the last seven days that this second factor be forgotten.",
        ),
        "same": (
            "Yang meminta tidak boleh menyetujui; perlu orang kedua.",
            "Who asked may not agree; a second person is needed.",
        ),
    },
)
