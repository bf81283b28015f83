"""Rules of a list that comes in as a file: what is refused before its table is looked at."""

from domain.rules.catalogue import Kind, Rule

Rule(
    code="L1",
    kind=Kind.REFUSED,
    basis="a list must be a CSV or XLSX file of a size that a person can check",
    messages={
        "missing": (
            "{file}: berkas tidak ada atau tidak dapat dibaca. Periksa nama dan foldernya.",
            "{file}: the file does not exist or cannot be read. Check its name and folder.",
        ),
        "type": (
            "{file}: bukan CSV dan bukan XLSX. Simpan daftar sebagai CSV UTF-8 atau .xlsx.",
            "{file}: neither CSV nor XLSX. Save the list as CSV UTF-8 or as .xlsx.",
        ),
        "size": (
            "{file}: lebih besar dari {limit} MB. Bagi daftar menjadi beberapa berkas.",
            "{file}: larger than {limit} MB. Split the list into several files.",
        ),
    },
)
Rule(
    code="L2",
    kind=Kind.REFUSED,
    basis="a spreadsheet is opened only when it cannot harm the office's computer",
    messages={
        "corrupt": (
            "{file}: berkas XLSX rusak. Buka di Excel dan simpan ulang sebagai .xlsx.",
            "{file}: the XLSX file is damaged. Open it in Excel and save it again as .xlsx.",
        ),
        "encrypted": (
            "{file}: berkas dikunci kata sandi. Simpan ulang tanpa kata sandi.",
            "{file}: the file is locked with a password. Save it again without one.",
        ),
        "old": (
            "{file}: format Excel lama (.xls). Simpan ulang sebagai .xlsx.",
            "{file}: an old Excel format (.xls). Save it again as .xlsx.",
        ),
        "unpacked": (
            (
                "{file}: isinya lebih besar dari {limit} MB setelah dibuka. Bagi daftar menjadi"
                " beberapa berkas."
            ),
            "{file}: larger than {limit} MB when unpacked. Split the list into several files.",
        ),
        "ratio": (
            (
                "{file}: bagian {part} dimampatkan lebih dari {limit} kali, tidak wajar untuk"
                " daftar. Salin tabelnya ke buku kerja baru."
            ),
            (
                "{file}: part {part} is compressed more than {limit} times, not normal for a"
                " list. Copy the table into a new workbook."
            ),
        ),
        "parts": (
            "{file}: berisi lebih dari {limit} bagian. Salin tabelnya ke buku kerja baru.",
            "{file}: has more than {limit} parts. Copy the table into a new workbook.",
        ),
        "path": (
            "{file}: nama bagian di dalam berkas menunjuk ke luar berkas. Mintalah berkas asli.",
            "{file}: a part inside the file points outside the file. Ask for the original file.",
        ),
        "macro": (
            "{file}: berisi makro. Simpan ulang sebagai .xlsx tanpa makro.",
            "{file}: contains macros. Save it again as .xlsx without macros.",
        ),
        "links": (
            (
                "{file}: terhubung ke berkas atau sumber lain. Salin sebagai nilai, lalu hapus"
                " tautannya."
            ),
            "{file}: is linked to other files or sources. Paste as values, then remove the links.",
        ),
        "dtd": (
            (
                "{file}: bagian {part} berisi definisi XML (DTD), yang tidak pernah ditulis"
                " Excel. Salin tabelnya ke buku kerja baru."
            ),
            (
                "{file}: part {part} contains an XML definition (DTD), which Excel never writes."
                " Copy the table into a new workbook."
            ),
        ),
        "xml": (
            "{file}: bagian {part} bukan XML UTF-8. Buka di Excel dan simpan ulang sebagai .xlsx.",
            "{file}: part {part} is not UTF-8 XML. Open it in Excel and save it again as .xlsx.",
        ),
        "time": (
            (
                "{file}: belum selesai dibaca setelah {limit} detik. Salin tabelnya ke buku kerja"
                " baru."
            ),
            "{file}: not read within {limit} seconds. Copy the table into a new workbook.",
        ),
        "memory": (
            (
                "{file}: perlu memori lebih dari {limit} MB untuk dibaca. Salin tabelnya ke buku"
                " kerja baru."
            ),
            (
                "{file}: needs more than {limit} MB of memory to read. Copy the table into a new"
                " workbook."
            ),
        ),
    },
)
