"""Rules of sums, ceilings, years and people: F1, F2, F4 and F5."""

from domain.rules.catalogue import Kind, Rule

Rule(
    code="F1",
    kind=Kind.REFUSED,
    basis="public money is whole rupiah, for one village, scheme and source that allow it",
    messages={
        "amount": (
            "Jumlah Rp{rupiah} bukan jumlah uang; harus lebih dari nol.",
            "Rp{rupiah} is no amount of money; it must be above zero.",
        ),
        "withheld": (
            "Pajak Rp{rupiah} tidak mungkin: harus nol atau lebih dan kurang dari jumlahnya.",
            "A tax of Rp{rupiah} cannot be: it is zero or more and less than the sum.",
        ),
        "source": (
            "Sumber dana {source} tidak berlaku untuk jenis desa/kelurahan ini.",
            "The fund source {source} is not allowed for this kind of village.",
        ),
        "scheme": (
            "Skema {scheme} bukan skema desa ini; skema tidak boleh dicampur.",
            "The scheme {scheme} is not this village's; schemes are not mixed.",
        ),
        "village": (
            "Desa/kelurahan {village} belum ditetapkan dalam program.",
            "The village {village} is not in the programme yet.",
        ),
        "elsewhere": (
            "Dana ini bukan untuk desa/kelurahan {village}.",
            "This money is not for the village {village}.",
        ),
        "envelope": (
            "Alamat pagu tidak sesuai dengan skema, desa, sumber dan tahunnya.",
            "The envelope does not fit its scheme, village, source and year.",
        ),
        "kind": (
            "Jenis bantuan atau belanja {kind} tidak berlaku di sini.",
            "The kind of transfer or spending {kind} does not apply here.",
        ),
        "line": (
            "Baris pencairan ini kurang atau kelebihan rumah tangga atau bantuan yang disebut.",
            "This line of the order lacks, or must not name, a household or a grant.",
        ),
    },
)
Rule(
    code="F2",
    kind=Kind.REFUSED,
    basis="ceilings of the programme definition; money is reserved before it is promised",
    messages={
        "kind": (
            "Rp{rupiah} melebihi batas jenis bantuan ini, Rp{limit}.",
            "Rp{rupiah} is beyond the ceiling of this kind of transfer, Rp{limit}.",
        ),
        "household": (
            "Dengan bantuan terdahulu menjadi Rp{rupiah}; batas per rumah tangga Rp{limit}.",
            "With earlier grants it makes Rp{rupiah}; the ceiling per household is Rp{limit}.",
        ),
        "envelope": (
            "Rp{rupiah} melebihi sisa pagu, Rp{limit}.",
            "Rp{rupiah} is more than the envelope has left, Rp{limit}.",
        ),
        "line": (
            "Pos anggaran {line} tidak ada dalam rencana anggaran.",
            "The budget line {line} is not in the budget.",
        ),
        "left": (
            "Rp{rupiah} melebihi sisa pos anggaran {line}, Rp{limit}.",
            "Rp{rupiah} is more than the budget line {line} has left, Rp{limit}.",
        ),
        "budget": (
            "Rencana anggaran Rp{rupiah} melebihi pagu Rp{limit}.",
            "The budget of Rp{rupiah} is more than the envelope of Rp{limit}.",
        ),
        "used": (
            "Pos anggaran {line} sudah terpakai Rp{rupiah}; tidak dapat lebih kecil.",
            "Of the budget line {line} Rp{rupiah} are spoken for; it cannot be less.",
        ),
        "scheme": (
            "Pagu Rp{rupiah} melebihi batas atas skema, Rp{limit}.",
            "An envelope of Rp{rupiah} is beyond what the scheme foresees, Rp{limit}.",
        ),
        "floor": (
            "Batas bawah Rp{rupiah} kurang dari batas bawah skema, Rp{limit}, atau melebihi pagu.",
            "A floor of Rp{rupiah} is below the scheme's, Rp{limit}, or above the envelope.",
        ),
        "ordered": (
            "Hanya Rp{rupiah} yang belum dicairkan dan dapat dilepas.",
            "Only Rp{rupiah} are in no order yet and can be released.",
        ),
    },
)
Rule(
    code="F4",
    kind=Kind.REFUSED,
    basis="who proposes, approves, pays and confirms are four people",
    messages={
        "same": (
            "Anda sudah mengambil langkah lain untuk uang ini; langkah ini harus oleh orang lain.",
            "You took another step for this money; this one is for somebody else.",
        ),
        "mentor": (
            "Pendamping tidak boleh menyetujui atau membayar.",
            "A mentor may neither approve nor pay.",
        ),
        "statement": (
            "Rekening koran harus dicatat oleh orang yang tidak membayar dari rekening ini.",
            "A statement is copied by somebody who never moved money on this account.",
        ),
    },
)
Rule(
    code="F5",
    kind=Kind.REFUSED,
    basis="money of a year, for who accounts for it",
    messages={
        "unopened": (
            "Pagu ini belum dibuka.",
            "This envelope was never opened.",
        ),
        "closed": (
            "Pagu ini ditutup sejak {day}.",
            "This envelope is closed since {day}.",
        ),
        "year": (
            "Pagu ini hanya untuk tahun anggaran {year}.",
            "This envelope is for the fiscal year {year} only.",
        ),
        "report": (
            "Laporan pertanggungjawaban (LPJ) atas dana terdahulu seharusnya ada sejak {due}.",
            "The report on earlier money was due on {due}.",
        ),
    },
)
