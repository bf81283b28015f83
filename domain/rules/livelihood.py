"""Rules of savings and enterprises: F3 as far as it concerns accounts."""

from domain.rules.catalogue import Kind, Rule

Rule(
    code="F3",
    kind=Kind.REFUSED,
    basis="an account belongs to one household; money goes to the household's own account",
    messages={
        "account": (
            "Rekening ini sudah tercatat atas rumah tangga lain.",
            "This account is already on record for another household.",
        ),
        "owner": (
            "Rekening harus atas nama anggota rumah tangga ini.",
            "The account must belong to a member of this household.",
        ),
    },
)
