"""Rules of getting onto the list and being found eligible: T1 to T9."""

from domain.rules.catalogue import Kind, Rule

Rule(
    code="T1",
    kind=Kind.REFUSED,
    basis="a list is worth what its source is: source, day, row and village go with every name",
    messages={
        "source": (
            "Instansi sumber daftar belum disebut.",
            "The agency that the list comes from is missing.",
        ),
        "as_of": (
            "Tanggal data dari sumber belum disebut, atau belum tiba.",
            "The day for which the source vouches is missing, or has not come yet.",
        ),
        "row": (
            "Nomor baris di daftar sumber belum disebut.",
            "The row in the source's list is missing.",
        ),
        "village": (
            "Kode desa/kelurahan (Kemendagri) belum disebut, atau bukan desa program ini.",
            "The village code (Kemendagri) is missing, or is not a village of this programme.",
        ),
        "beyond": (
            "Baris yang dirujuk tidak ada: daftar usulan ini hanya {rows} baris.",
            "There is no such row: this list has only {rows} rows.",
        ),
        "closed": (
            (
                "Daftar usulan ini sudah ditutup; usulan baru memerlukan daftar, musyawarah, atau"
                " sanggahan yang diterima."
            ),
            (
                "This list is closed; a new nomination takes a list, a meeting, or an upheld"
                " objection."
            ),
        ),
        "batch": (
            "Daftar usulan yang dirujuk tidak ada, atau sumber dan tanggalnya berbeda.",
            "The list referred to does not exist, or has another source or day.",
        ),
    },
)
Rule(
    code="T2",
    kind=Kind.REFUSED,
    basis="structure of the population number: region, birth date (women +40), serial",
    messages={
        "nik": (
            "NIK tidak sah: harus 16 angka dengan wilayah, tanggal lahir dan nomor urut.",
            "This NIK cannot exist: 16 digits of region, birth date and serial are needed.",
        ),
        "family_card": (
            "Nomor KK tidak sah: harus 16 angka.",
            "This family card number cannot exist: 16 digits are needed.",
        ),
        "birth_date": (
            "Tanggal lahir tidak ada di kalender, atau belum tiba.",
            "The birth date is not in the calendar, or has not come yet.",
        ),
        "age": (
            "Kelompok umur tidak cocok dengan tanggal lahir.",
            "The age band does not fit the birth date.",
        ),
    },
)
Rule(
    code="T2b",
    kind=Kind.WARNED,
    basis="a NIK is never changed, even to put a birth date right; its region is the first one",
    messages={
        "prefix": (
            "NIK berawalan wilayah lain; wajar bila terdaftar pertama kali di tempat lain.",
            "The NIK begins with another region; normal for who was first registered elsewhere.",
        ),
        "sex": (
            "Jenis kelamin berbeda dengan NIK.",
            "The sex is not the one in the NIK.",
        ),
        "birthday": (
            "Tanggal lahir berbeda dengan NIK.",
            "The birth date is not the one in the NIK.",
        ),
        "open": (
            "Masih ada ketidaksesuaian data yang belum diselesaikan.",
            "There are still data mismatches that nobody has settled.",
        ),
    },
)
Rule(
    code="T2c",
    kind=Kind.WARNED,
    basis="lists put zeros where they know no number; such a number belongs to nobody",
    messages={
        "": (
            "NIK kosong atau hanya pengisi. Tandai sebagai ketidaksesuaian sebelum penetapan.",
            "No NIK, or only a filler. Flag it as a mismatch before eligibility is confirmed.",
        ),
    },
)
Rule(
    code="T3",
    kind=Kind.REFUSED,
    basis="one person belongs to one household of the programme",
    messages={
        "": (
            "NIK ini sudah ada di rumah tangga lain: {village}, berkas {case}.",
            "This NIK is already in another household: {village}, case {case}.",
        ),
        "bank_account": (
            "Rekening ini sudah dipakai rumah tangga lain: {village}, berkas {case}.",
            "This bank account already belongs to another household: {village}, case {case}.",
        ),
    },
)
Rule(
    code="T4",
    kind=Kind.REFUSED,
    basis="priority deciles of the list; others by meeting or upheld objection only",
    messages={
        "": (
            "Desil {decile} di luar saringan {deciles}. Sebut musyawarah atau sanggahan diterima.",
            "Decile {decile} is outside {deciles}. Cite a meeting or an upheld objection.",
        ),
        "citation": (
            "Musyawarah atau sanggahan yang dirujuk belum sah, atau dari desa lain.",
            "The meeting or objection cited is not final, or is of another village.",
        ),
    },
)
Rule(
    code="T5",
    kind=Kind.REFUSED,
    basis="a list is verified at the house, at the registry and in the village, in this order of"
    " trust; what was done before the nomination does not count",
    messages={
        "visit": (
            "Belum ada kunjungan verifikasi lengkap di rumah oleh pendamping desa ini.",
            "There is no complete verification visit on site by a mentor of this village yet.",
        ),
        "identity": (
            "Identitas kepala keluarga belum dipadankan.",
            "The identity of the head has not been checked with a register yet.",
        ),
        "decision": (
            "Musyawarah desa/kelurahan belum memutuskan rumah tangga ini layak.",
            "The village meeting has not found this household eligible yet.",
        ),
        "nik": (
            "NIK kosong atau pengisi belum ditandai sebagai ketidaksesuaian data.",
            "A missing or filler NIK has not been flagged as a data mismatch yet.",
        ),
        "meeting": (
            "Musyawarah itu belum sah, dari desa lain, atau tidak memuat keputusan ini.",
            "That meeting is not final, is of another village, or did not decide this.",
        ),
        "early": (
            "Musyawarah itu diadakan sebelum verifikasi dimulai pada {day}.",
            "That meeting was held before the verification began on {day}.",
        ),
        "mentor": (
            "Bukan pendamping desa ini pada hari itu; kunjungan tidak dapat menjadi dasar layak.",
            "Not a mentor of this village on that day; the visit cannot carry an eligibility.",
        ),
    },
)
Rule(
    code="T6",
    kind=Kind.REFUSED,
    basis="row verdicts are counted and fed back to the source; heavy ones need proof",
    messages={
        "": (
            "Kode alasan penolakan {reason} tidak dikenal dalam program ini.",
            "The rejection reason {reason} is not known in this programme.",
        ),
        "proof": (
            "Alasan {reason} perlu saksi atau dokumen.",
            "The reason {reason} needs a witness or a document.",
        ),
    },
)
Rule(
    code="T7",
    kind=Kind.REFUSED,
    basis="households of elderly people only are not targeted by the income part",
    messages={
        "": (
            "Tak ada anggota yang mampu bekerja: perlindungan sosial saja, kecuali ada alasan.",
            "No member is able to work: social protection only, unless there is a reason.",
        ),
    },
)
Rule(
    code="T8",
    kind=Kind.REFUSED,
    basis="separation of duties between interview and decision",
    messages={
        "": (
            "Yang mewawancarai rumah tangga ini tidak boleh menetapkannya layak.",
            "Whoever interviewed this household may not find it eligible.",
        ),
    },
)
Rule(
    code="T9",
    kind=Kind.REFUSED,
    basis="domain model: reopened within the objection window, or when capacity changes",
    messages={
        "window": (
            "Batas membuka kembali sudah lewat pada {until}.",
            "The time for reopening ended on {until}.",
        ),
        "objection": (
            "Perlu sanggahan yang diterima atas rumah tangga ini.",
            "An upheld objection about this household is needed.",
        ),
    },
)
