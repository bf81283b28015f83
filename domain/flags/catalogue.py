"""The red flags by number: what each asks, under which heading, since which version.

A flag asks a question; it accuses nobody. Its thresholds stand in the programme definition.
"""

from dataclasses import dataclass
from typing import Literal

from domain.definition import Label

# The five words (tepat) by which the use of money is judged, and three more for how it is known.
Heading = Literal["lokasi", "syarat", "salur", "jumlah", "penggunaan", "kunjungan", "kendali"]


@dataclass(frozen=True, slots=True)
class FlagRule:
    """`exact` says that the condition is the thing itself, and no sign of it."""

    code: str
    heading: Heading
    exact: bool
    title: Label
    question: Label
    version: int = 1


def _rule(  # noqa: PLR0913, PLR0917 (a line of the table below)
    code: str,
    heading: Heading,
    title_id: str,
    title: str,
    asks_id: str,
    asks: str,
    *,
    exact: bool = False,
    version: int = 1,
) -> FlagRule:
    labels = Label(id=title_id, en=title), Label(id=asks_id, en=asks)
    return FlagRule(code, heading, exact, *labels, version)


_ALL = (
    _rule(
        "R1",
        "syarat",
        "Orang, nomor, atau rekening yang sama di dua rumah tangga",
        "The same person, number or account in two households",
        "Mengapa identitas atau rekening ini diajukan untuk rumah tangga kedua?",
        "Why was this identity or account put forward for a second household?",
        exact=True,
    ),
    _rule(
        "R2",
        "syarat",
        "Bantuan setelah penerima meninggal atau pindah",
        "Help after the recipient died or moved away",
        "Siapa yang menerima bantuan ini setelah penerimanya tidak ada lagi?",
        "Who got this help after the recipient was no longer there?",
        exact=True,
    ),
    _rule(
        "R3",
        "syarat",
        "Penerima belum layak atau di luar desil sasaran",
        "Recipient not found eligible, or beyond the deciles",
        "Atas dasar apa rumah tangga ini menerima bantuan?",
        "On which ground did this household get help?",
        version=2,
    ),
    _rule(
        "R4",
        "lokasi",
        "Jauh dari rumah yang diverifikasi",
        "Far from the verified house",
        "Mengapa ini dicatat jauh dari rumah keluarga?",
        "Why was this recorded far from the family's house?",
    ),
    _rule(
        "R5",
        "jumlah",
        "Pesanan, faktur, serah terima, dan tanda terima tidak sama",
        "Order, invoice, delivery and receipts differ",
        "Ke mana selisihnya?",
        "Where did the difference go?",
        exact=True,
        version=2,
    ),
    _rule(
        "R6",
        "jumlah",
        "Harga jauh di atas yang lazim atau di atas daftar harga",
        "Price far above the usual, or above the price list",
        "Mengapa barang ini lebih mahal daripada di tempat lain?",
        "Why was this dearer than elsewhere?",
        version=3,
    ),
    _rule(
        "R7",
        "jumlah",
        "Pembelian dipecah di bawah batas pengadaan",
        "Purchases cut into pieces below the procurement limit",
        "Mengapa pembelian ini tidak diadakan sekaligus?",
        "Why was this not procured as one?",
        exact=True,
    ),
    _rule(
        "R8",
        "jumlah",
        "Banyak jumlah yang sama atau bulat",
        "Many sums that are the same, or round",
        "Dari rincian apa jumlah-jumlah ini berasal?",
        "From which details do these sums come?",
    ),
    _rule(
        "R9",
        "penggunaan",
        "Pemasok tunggal, baru, berurutan, atau bukti dipakai ulang",
        "One supplier, a new one, invoices in a row, or a paper used again",
        "Bagaimana pemasok ini dipilih, dan apa yang dibuktikan kertas ini?",
        "How was this supplier chosen, and what does this paper prove?",
        version=2,
    ),
    _rule(
        "R10",
        "salur",
        "Serah terima tanpa tanda terima, BAST, atau foto",
        "Hand-over without receipt, note or photograph",
        "Apakah keluarga ini sudah menerimanya?",
        "Did this family get it?",
        exact=True,
    ),
    _rule(
        "R11",
        "salur",
        "Dicatat jauh setelah kejadian",
        "Recorded long after it happened",
        "Mengapa ini baru dicatat sekarang?",
        "Why was this recorded only now?",
        exact=True,
    ),
    _rule(
        "R12",
        "kunjungan",
        "Dua tempat dalam waktu yang tidak mungkin",
        "Two places in an impossible time",
        "Bagaimana orang yang sama sampai ke kedua keluarga ini?",
        "How did the same person reach both families?",
        exact=True,
    ),
    _rule(
        "R13",
        "kunjungan",
        "Terlalu banyak, terlalu singkat, atau malam hari",
        "Too many, too short, or at night",
        "Apa yang dilakukan pada kunjungan ini?",
        "What was done at this visit?",
    ),
    _rule(
        "R14",
        "kunjungan",
        "Foto atau jawaban yang sama di dua keluarga",
        "The same photograph or answers for two families",
        "Keluarga mana yang sebenarnya dikunjungi?",
        "Which family was really visited?",
    ),
    _rule(
        "R15",
        "kunjungan",
        "Kunjungan menumpuk di akhir bulan",
        "Visits heaped at the end of a month",
        "Mengapa kunjungan bulan ini menumpuk di dua hari terakhir?",
        "Why do so many visits of the month lie in its last two days?",
    ),
    _rule(
        "R16",
        "kunjungan",
        "Telepon: nomor hilang, jam, lokasi tiruan, atau dipakai berdua",
        "Telephone: missing numbers, clock, simulated place, or two users",
        "Apa yang terjadi dengan telepon ini?",
        "What happened to this telephone?",
        exact=True,
        version=2,
    ),
    _rule(
        "R17",
        "kunjungan",
        "Pendamping yang berbeda dari semua yang lain",
        "A mentor unlike all the others",
        "Apa yang berbeda di wilayah pendamping ini?",
        "What is different where this mentor works?",
    ),
    _rule(
        "R18",
        "penggunaan",
        "Aset tidak ditemukan atau tidak menghasilkan",
        "Asset not found, or without effect",
        "Di mana aset ini, dan apa hasilnya?",
        "Where is this asset, and what did it bring?",
        version=2,
    ),
    _rule(
        "R19",
        "salur",
        "Uang mengendap, berbeda dari bank, atau belum dipertanggungjawabkan",
        "Money idle, unlike the bank's, or not accounted for",
        "Di mana uang ini sekarang?",
        "Where is this money now?",
        exact=True,
        version=3,
    ),
    _rule(
        "R20",
        "kendali",
        "Pengendalian dilewati",
        "A control passed by",
        "Mengapa langkah pengendalian ini dilewati?",
        "Why was this control passed by?",
        exact=True,
        version=2,
    ),
)
FLAG_RULES: dict[str, FlagRule] = {rule.code: rule for rule in _ALL}
