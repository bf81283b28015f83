"""Rules of papers about money and of audits: F9 to F11 and U1."""

from domain.rules.catalogue import Kind, Rule

Rule(
    code="F9",
    kind=Kind.REFUSED,
    basis="papers about money add up, and follow on one another",
    messages={
        "sum": (
            "Jumlahnya tidak cocok: tertulis Rp{rupiah}, rinciannya Rp{summed}.",
            "It does not add up: it says Rp{rupiah}, its parts make Rp{summed}.",
        ),
        "period": (
            "Ada mutasi di luar masa rekening koran.",
            "A movement lies outside the time of the statement.",
        ),
        "gap": (
            "Rekening koran harus menyambung yang terakhir: sampai {day} dengan saldo Rp{rupiah}.",
            "A statement follows on the last one: until {day} with a balance of Rp{rupiah}.",
        ),
    },
)
Rule(
    code="F10",
    kind=Kind.WARNED,
    basis="the regional list of prices, in the programme definition",
    messages={
        "": (
            "Harga satuan melebihi daftar harga daerah.",
            "A unit price is above the regional list.",
        ),
    },
)
Rule(
    code="F11",
    kind=Kind.REFUSED,
    basis="evidence is a picture or a document that can be looked at",
    messages={
        "kind": (
            "Berkas ini bukan JPEG, PNG, atau PDF.",
            "This file is no JPEG, PNG or PDF.",
        ),
        "broken": (
            "Berkas ini rusak atau tidak lengkap.",
            "This file is broken or incomplete.",
        ),
        "size": (
            "Berkas ini lebih dari {megabytes} MB.",
            "This file is larger than {megabytes} MB.",
        ),
        "pixels": (
            "Gambar ini lebih dari {millions} juta piksel.",
            "This picture has more than {millions} million pixels.",
        ),
    },
)
Rule(
    code="U1",
    kind=Kind.REFUSED,
    basis="an audit follows its warrant and a seed nobody chose; no auditee closes a finding",
    messages={
        "warrant": (
            "Pemeriksaan ini belum dibuka dengan surat tugas.",
            "This audit was not opened by a warrant.",
        ),
        "closed": (
            "Pemeriksaan ini ditutup pada {day}.",
            "This audit was closed on {day}.",
        ),
        "scope": (
            "{village} di luar lingkup pemeriksaan atau temuan ini.",
            "{village} is outside the scope of this audit or finding.",
        ),
        "size": (
            "Ukuran sampel {size} tidak sesuai; seharusnya {limit} atau paling banyak itu.",
            "A sample of {size} does not fit; it is {limit}, or at most that.",
        ),
        "small": (
            "Sampel {size} terlalu kecil; kepercayaan dan batas kesalahan ini memerlukan {limit}.",
            "A sample of {size} is too small; this confidence and margin need {limit}.",
        ),
        "large": (
            "Sampel {size} terlalu besar; paling banyak {limit} dalam satu sampel.",
            "A sample of {size} is too large; at most {limit} go into one.",
        ),
        "empty": (
            "Tidak ada penyaluran dalam lingkup dan masa surat tugas ini.",
            "There is no transfer within the scope and time of this warrant.",
        ),
        "unknown": (
            "Populasi {kind} tidak dikenal.",
            "There is no population {kind}.",
        ),
        "again": (
            "Sampel sebelumnya harus diperiksa sampai selesai sebelum ada sampel baru.",
            "The earlier sample is looked at to its end before there is another.",
        ),
        "request": (
            "Sampel harus diminta lebih dulu, dengan metode dan hash populasi.",
            "A sample is requested first, with its method and the hash of its population.",
        ),
        "population": (
            "Hash populasi berbeda dari yang diminta.",
            "The hash of the population is not the one of the request.",
        ),
        "seed": (
            "Benih sampel harus mengikuti akar log yang berakhir dengan permintaan itu.",
            "The seed must follow from the root of the log that ends with the request.",
        ),
        "item": (
            "Ini tidak termasuk sampel yang ditarik.",
            "This is not in a sample that was drawn.",
        ),
        "auditee": (
            "Pihak yang diperiksa tidak boleh menilai atau menutup temuannya sendiri.",
            "The auditee may neither judge nor close the finding.",
        ),
        "answer": (
            "Temuan ini belum dijawab.",
            "This finding was not answered yet.",
        ),
        "asked": (
            "Pertanyaan {rule} atas catatan ini sudah diangkat sebagai temuan {number}.",
            "The question of {rule} about these facts was raised as finding {number} already.",
        ),
        "unaccepted": (
            "Jawaban atas temuan ini belum dinilai.",
            "The answer to this finding was not judged yet.",
        ),
        "owed": (
            "Masih harus dikembalikan Rp{rupiah}.",
            "Rp{rupiah} have still to be returned.",
        ),
        "settled": (
            "Temuan ini sudah ditutup.",
            "This finding is closed.",
        ),
    },
)
