"""Every reason that a row's verdict can have, with the words that the source agency reads.

A code that begins with a rule's code is that rule. The programme definition lists the codes too
(reasons `row_verdict` and `row_reason`), because what is stored must be known there.
"""

from collections.abc import Sequence

TAKEN_IN = frozenset({"nominated", "known"})
VERDICTS: dict[str, tuple[str, str]] = {
    "nominated": ("diusulkan", "nominated"),
    "known": ("sudah dikenal", "already known"),
    "deceased": ("meninggal", "deceased"),
    "moved_within": ("pindah dalam kabupaten/kota", "moved within the regency"),
    "moved_out": ("pindah keluar", "moved away"),
    "not_found": ("tidak ditemukan", "not found"),
    "duplicate": ("ganda", "duplicate"),
    "wrong_village": ("salah desa", "wrong village"),
    "identity_mismatch": ("tidak padan", "identity mismatch"),
    "not_poor": ("tidak miskin", "not poor"),
    "refused": ("menolak", "refused"),
    "decile_outside": ("desil di luar saringan", "decile outside the filter"),
    "invalid": ("baris tidak sah", "invalid row"),
}

# The row is not taken in. It is kept and counted, and goes back to the source.
REJECTING: dict[str, tuple[str, str]] = {
    "t1.as_of": (
        "tanggal data baris ini tidak terbaca atau berbeda dari tanggal daftar",
        "the row's data day is unreadable or is not the day of the list",
    ),
    "t1.village": ("kode desa/kelurahan kosong", "the village code is empty"),
    "village.unknown": (
        "kode desa/kelurahan tidak ada dalam daftar Kemendagri",
        "the village code is not in the Kemendagri list",
    ),
    "village.bps": (
        "kode desa tampak sebagai kode BPS, padahal daftar dinyatakan berkode Kemendagri",
        "the village code looks like a BPS code, but the list was declared to use Kemendagri's",
    ),
    "village.kemendagri": (
        "kode desa tampak sebagai kode Kemendagri, padahal daftar dinyatakan berkode BPS",
        "the village code looks like a Kemendagri code, but the list was declared to use BPS's",
    ),
    "village.no_bridge": (
        "kode desa BPS ini tidak ada dalam tabel jembatan BPS-Kemendagri",
        "this BPS village code is not in the BPS-Kemendagri bridge",
    ),
    "village.outside": (
        "desa/kelurahan ini tidak termasuk program",
        "this village is not in the programme",
    ),
    "t2.nik": (
        "NIK tidak sah: harus 16 angka dengan wilayah, tanggal lahir dan nomor urut",
        "this NIK cannot exist: 16 digits of region, birth date and serial are needed",
    ),
    "t2.family_card": ("nomor KK tidak sah", "this family card number cannot exist"),
    "t2.birth_date": (
        "tanggal lahir tidak terbaca atau belum tiba",
        "the birth date is unreadable or has not come yet",
    ),
    "nik.destroyed": (
        (
            "NIK rusak oleh lembar kerja (misalnya 5,201E+15): angka terakhirnya hilang; kirim"
            " ulang dengan kolom NIK berformat teks"
        ),
        (
            "the NIK was destroyed by a spreadsheet (like 5.201E+15): its last digits are lost;"
            " send it again with the NIK column formatted as text"
        ),
    ),
    "card.destroyed": (
        "nomor KK rusak oleh lembar kerja: angka terakhirnya hilang; kirim ulang sebagai teks",
        (
            "the family card number was destroyed by a spreadsheet: its last digits are lost;"
            " send it again as text"
        ),
    ),
    "t3": (
        "NIK sudah ada di rumah tangga lain dalam program",
        "the NIK is already in another household of the programme",
    ),
    "t4": ("desil di luar saringan daftar", "the decile is outside the filter of the list"),
    "t4.missing": ("desil kosong atau tidak terbaca", "the decile is empty or unreadable"),
    "name.missing": ("nama kosong", "the name is empty"),
    "sex.unknown": ("jenis kelamin tidak terbaca", "the sex is unreadable"),
    "age.unknown": (
        "tanggal lahir kosong dan tidak dapat dibaca dari NIK",
        "the birth date is empty and cannot be read from the NIK",
    ),
    "relation.unknown": ("hubungan keluarga tidak terbaca", "the family relation is unreadable"),
    "twice.nik": (
        "NIK yang sama sudah ada di baris sebelumnya",
        "the same NIK is in an earlier row",
    ),
    "twice.family_card": (
        "nomor KK ini sudah mempunyai kepala keluarga di baris sebelumnya",
        "this family card already has a head in an earlier row",
    ),
    "family.headless": (
        "tidak ada baris kepala keluarga untuk nomor KK ini",
        "there is no row of a head for this family card number",
    ),
    "family.head_rejected": (
        "baris kepala keluarganya ditolak",
        "the row of the head of this family is rejected",
    ),
    "family.several": (
        "anggota keluarga ini sudah tercatat di beberapa rumah tangga; petugas perlu memutuskan",
        "members of this family are on record in several households; a person must decide",
    ),
    "refused": (
        "ditolak oleh aturan program saat dicatat",
        "refused by a rule of the programme when it was recorded",
    ),
    "listed.deceased": ("ditandai meninggal oleh desa", "marked as deceased by the village"),
    "listed.moved_within": (
        "ditandai pindah dalam kabupaten/kota",
        "marked as moved within the regency",
    ),
    "listed.moved_out": ("ditandai pindah keluar", "marked as moved away"),
    "listed.not_found": ("ditandai tidak ditemukan", "marked as not found"),
    "listed.duplicate": ("ditandai ganda", "marked as a duplicate"),
    "listed.wrong_village": ("ditandai salah desa", "marked as of another village"),
    "listed.identity_mismatch": ("ditandai tidak padan", "marked as not matching the registry"),
    "listed.not_poor": ("ditandai mampu", "marked as not poor"),
    "listed.refused": ("ditandai menolak ikut", "marked as unwilling"),
}

# The row is taken in, and this is kept beside it.
NOTED: dict[str, tuple[str, str]] = {
    "t2b.prefix": ("NIK berawalan wilayah lain", "the NIK begins with another region"),
    "t2b.sex": ("jenis kelamin berbeda dari NIK", "the sex is not the one in the NIK"),
    "t2b.birthday": (
        "tanggal lahir berbeda dari NIK",
        "the birth date is not the one in the NIK",
    ),
    "t2c": (
        "NIK kosong atau pengisi; ditandai sebagai ketidaksesuaian",
        "no NIK, or a filler; flagged as a mismatch",
    ),
    "nik.doubtful": (
        "kode wilayah dalam NIK tidak ada dalam daftar Kemendagri sekarang",
        "the region in the NIK is not in today's Kemendagri list",
    ),
    "birth_date.from_nik": (
        "tanggal lahir kosong; umur diperkirakan dari NIK",
        "no birth date; the age is estimated from the NIK",
    ),
    "village.name": (
        "nama desa berbeda dari nama menurut kodenya",
        "the village name is not that of its code",
    ),
}

# The row is about a household on record. A person decides; nothing on record is changed.
DIFFERING: dict[str, tuple[str, str]] = {
    "differs.decile": ("desil berubah", "the decile has changed"),
    "differs.village": ("desa berubah", "the village has changed"),
    "differs.nik": ("NIK berbeda", "the NIK differs"),
    "differs.name": ("nama berbeda", "the name differs"),
    "differs.birth_date": ("tanggal lahir berbeda", "the birth date differs"),
    "differs.sex": ("jenis kelamin berbeda", "the sex differs"),
    "differs.address": ("alamat berbeda", "the address differs"),
    "differs.family_card": ("nomor KK berbeda", "the family card number differs"),
    "differs.head": ("kepala keluarga berbeda", "the head of the family differs"),
    "differs.member_new": ("anggota baru", "a new member"),
    "differs.member_gone": (
        "ada anggota yang tidak lagi tercantum",
        "a member is no longer on the list",
    ),
    "differs.member_left": (
        "tercatat sudah meninggal atau pergi",
        "on record as dead or gone",
    ),
    "differs.not_live": (
        "rumah tangga ini pernah ditolak, keluar, atau ditutup",
        "this household was rejected, left, or was closed before",
    ),
}

REASONS = REJECTING | NOTED | DIFFERING


# Which verdict a fault leads to; every other fault makes the row invalid.
VERDICT_OF = {
    "t4": "decile_outside",
    "t4.missing": "decile_outside",
    "village.unknown": "wrong_village",
    "village.outside": "wrong_village",
    "twice.nik": "duplicate",
    "twice.family_card": "duplicate",
    "t3": "duplicate",
    "family.several": "duplicate",
}


def verdict_of(faults: Sequence[str]) -> str:
    """Return the verdict on a row with these faults: by the first that says more than invalid."""
    for fault in faults:
        listed = fault.removeprefix("listed.")
        verdict = listed if listed != fault else VERDICT_OF.get(fault, "")
        if verdict:
            return verdict
    return "invalid"


def words(code: str, language: str) -> str:
    """Return what a verdict or a reason reads as."""
    pair = VERDICTS.get(code) or REASONS[code]
    return pair[0 if language == "id" else 1]
