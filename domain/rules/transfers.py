"""Rules of what is paid, handed over, acknowledged and returned: F3 and F6 to F8."""

from domain.rules.catalogue import Kind, Rule

Rule(
    code="F3",
    kind=Kind.REFUSED,
    basis="nothing is paid or handed over that was not approved, for who may receive it",
    messages={
        "approval": (
            "Bantuan ini belum disetujui, atau sudah berakhir.",
            "This grant is not approved, or has ended.",
        ),
        "ended": (
            "Ini sudah diputus: {state}.",
            "This was decided already: {state}.",
        ),
        "remainder": (
            "Rp{rupiah} melebihi sisa yang disetujui, Rp{limit}.",
            "Rp{rupiah} is more than what is left of the approved sum, Rp{limit}.",
        ),
        "given": (
            "Bantuan ini sudah diserahkan seluruhnya.",
            "All of this grant was handed over already.",
        ),
        "order": (
            "Belum ada pencairan yang disetujui untuk ini.",
            "There is no approved order for this.",
        ),
        "line": (
            "Pencairan hanya menyediakan Rp{limit} lagi untuk rumah tangga ini, bukan Rp{rupiah}.",
            "The order foresees only Rp{limit} more for this household, not Rp{rupiah}.",
        ),
        "paid": (
            "Pencairan ini sudah dibayar; kembalikan sisanya.",
            "This order was paid already; return what is left of it.",
        ),
        "unpaid": (
            "Pencairan ini belum dibayar.",
            "This order was not paid yet.",
        ),
        "invoice": (
            "Pembayaran ini memerlukan faktur pencairan yang sama, atau tidak boleh menyebutnya.",
            "This payment needs an invoice of the same order, or must not name one.",
        ),
        "account_missing": (
            "Rekening desa/kelurahan ini belum dicatat.",
            "The account of this village is not on record yet.",
        ),
        "balance": (
            "Rp{rupiah} melebihi saldo rekening menurut buku, Rp{limit}.",
            "Rp{rupiah} is more than the books say is on the account, Rp{limit}.",
        ),
        "account": (
            "Rekening ini bukan rekening rumah tangga ini.",
            "This account is not the household's.",
        ),
        "unverified": (
            "Rekening ini belum diverifikasi oleh bank.",
            "The bank has not confirmed this account yet.",
        ),
        "month": (
            "Dukungan konsumsi untuk {month} sudah dibayar.",
            "The consumption support for {month} was paid already.",
        ),
        "plan": (
            "Belum ada rencana keluarga.",
            "There is no household plan yet.",
        ),
        "suspended": (
            "Rumah tangga ini sedang ditangguhkan.",
            "This household is suspended.",
        ),
        "deceased": (
            "Penerima sudah meninggal.",
            "The recipient has died.",
        ),
        "recipient": (
            "Penerima bukan anggota yang tinggal di rumah tangga ini.",
            "The recipient is not a member who lives with this household.",
        ),
        "status": (
            "Rumah tangga berstatus {status} tidak dapat menerima bantuan.",
            "A household whose status is {status} cannot receive this.",
        ),
    },
)
Rule(
    code="F6",
    kind=Kind.REFUSED,
    basis="a further tranche only after the last one is proved and seen",
    messages={
        "tranches": (
            "Bantuan ini hanya {limit} tahap.",
            "This grant has {limit} tranches only.",
        ),
        "evidence": (
            "Bukti tahap sebelumnya belum lengkap.",
            "The evidence of the tranche before is not complete.",
        ),
        "inspection": (
            "Aset tahap sebelumnya belum diperiksa.",
            "The asset of the tranche before has not been inspected.",
        ),
    },
)
Rule(
    code="F7",
    kind=Kind.REFUSED,
    basis="a receipt says what was received, and goods have their papers",
    messages={
        "difference": (
            "Jumlah yang diterima berbeda; sebutkan alasannya.",
            "What was received differs; say why.",
        ),
        "handover": (
            "Barang memerlukan berita acara serah terima (BAST).",
            "Goods need a hand-over note (BAST).",
        ),
        "photo": (
            "Barang memerlukan foto penyerahan.",
            "Goods need a photograph of the hand-over.",
        ),
        "tag": (
            "Jenis barang ini memerlukan nomor seri atau anting.",
            "This kind of goods needs a serial number or ear tag.",
        ),
        "again": (
            "Penyaluran ini sudah ada tanda terimanya.",
            "This transfer has been acknowledged already.",
        ),
        "delivery": (
            "{quantity} melebihi yang masih harus dikirim menurut faktur, {limit}.",
            "{quantity} is more than the invoice still foresees, {limit}.",
        ),
        "left": (
            "{quantity} melebihi yang seharusnya masih ada, {limit}.",
            "{quantity} is more than what should be left, {limit}.",
        ),
    },
)
Rule(
    code="F8",
    kind=Kind.REFUSED,
    basis="nothing comes back that was not paid",
    messages={
        "": (
            "Rp{rupiah} melebihi yang dapat dikembalikan, Rp{limit}.",
            "Rp{rupiah} is more than what can be returned, Rp{limit}.",
        ),
        "order": (
            "Rp{rupiah} melebihi yang dibayar dengan pencairan ini, Rp{limit}.",
            "Rp{rupiah} is more than what was paid by this order, Rp{limit}.",
        ),
        "quantity": (
            "Jumlah barang {quantity} tidak dapat dikembalikan; masih ada {limit}.",
            "{quantity} of the goods cannot come back; there are {limit} left.",
        ),
    },
)
Rule(
    code="F8b",
    kind=Kind.WARNED,
    basis="cash is spent within ten working days or returned (Permendagri 20/2018 art. 54)",
    messages={
        "": (
            "Uang tunai disalurkan melewati batas hari kerja sejak pencairan dibayar.",
            "Cash was handed over later after the payment than the working days allow.",
        ),
    },
)
