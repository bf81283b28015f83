"""Rules of the table in a list: what is refused before a single row is judged."""

from domain.rules.catalogue import Kind, Rule

Rule(
    code="L3",
    kind=Kind.REFUSED,
    basis="a list is one plain table: one header row, one person a row, values only",
    messages={
        "empty": (
            (
                "{file}: tidak ada baris data di bawah judul kolom baris {row}. Kirim lembar yang"
                " berisi."
            ),
            "{file}: there is no data row below the header in row {row}. Send a sheet with data.",
        ),
        "sheets": (
            "{file}: ada beberapa lembar ({sheets}). Sebutkan satu dengan --sheet.",
            "{file}: has several sheets ({sheets}). Name one with --sheet.",
        ),
        "sheet": (
            "{file}: tidak ada lembar bernama {sheet}; yang ada: {sheets}.",
            "{file}: has no sheet named {sheet}; it has: {sheets}.",
        ),
        "rows": (
            (
                "{file}: ada isi di bawah baris {limit}. Bagi daftar, atau hapus baris kosong"
                " berformat di bawahnya."
            ),
            (
                "{file}: there is content below row {limit}. Split the list, or delete the"
                " formatted blank rows below it."
            ),
        ),
        "columns": (
            "{file}: lebih dari {limit} kolom. Kirim hanya kolom daftar.",
            "{file}: more than {limit} columns. Send only the columns of the list.",
        ),
        "header": (
            (
                "{file}, baris {row}: judul kolom '{name}' ada dua kali (kolom {first} dan"
                " {column}). Hapus atau ganti nama salah satunya."
            ),
            (
                "{file}, row {row}: the column title '{name}' appears twice (columns {first} and"
                " {column}). Remove or rename one."
            ),
        ),
        "column": (
            (
                "{file}, baris {row}: kolom '{column}' tidak ada. Tambahkan kolom itu atau pakai"
                " pemetaan lain."
            ),
            "{file}, row {row}: the column '{column}' is missing. Add it, or use another mapping.",
        ),
        "merged": (
            (
                "{file}, baris {row}, kolom {column}: sel digabung. Pisahkan sel (Unmerge) lalu"
                " isi setiap baris."
            ),
            "{file}, row {row}, column {column}: merged cells. Unmerge them and fill every row.",
        ),
        "formula": (
            (
                "{file}, baris {row}, kolom {column}: sel berisi rumus. Salin kolom itu sebagai"
                " nilai (Paste Values)."
            ),
            (
                "{file}, row {row}, column {column}: the cell holds a formula. Paste that column"
                " as values."
            ),
        ),
        "error": (
            (
                "{file}, baris {row}, kolom {column}: sel berisi kesalahan Excel (#N/A dan"
                " sejenisnya). Betulkan atau kosongkan."
            ),
            (
                "{file}, row {row}, column {column}: the cell holds an Excel error (#N/A or"
                " alike). Correct or clear it."
            ),
        ),
        "long": (
            (
                "{file}, baris {row}, kolom {column}: isi sel lebih dari {limit} huruf. Periksa"
                " tanda kutip dan pemisah kolom."
            ),
            (
                "{file}, row {row}, column {column}: the cell holds more than {limit} characters."
                " Check quotes and separators."
            ),
        ),
        "ragged": (
            (
                "{file}, baris {row}, kolom {column}: baris ini mempunyai {cells} sel, judulnya"
                " {titles}. Periksa pemisah kolom dan tanda kutip."
            ),
            (
                "{file}, row {row}, column {column}: this row has {cells} cells, the header"
                " {titles}. Check separators and quotes."
            ),
        ),
    },
)
Rule(
    code="L4",
    kind=Kind.REFUSED,
    basis="a CSV list is read in the encoding that it is in, never guessed",
    messages={
        "encoding": (
            (
                "{file}, baris {row}, kolom {column}: ada huruf yang bukan {encoding}. Simpan"
                " sebagai CSV UTF-8, atau nyatakan --encoding cp1252."
            ),
            (
                "{file}, row {row}, column {column}: a character is not {encoding}. Save it as"
                " CSV UTF-8, or declare --encoding cp1252."
            ),
        ),
        "utf16": (
            "{file}, baris 1, kolom A: berkas ditulis dalam UTF-16. Simpan sebagai CSV UTF-8.",
            "{file}, row 1, column A: the file is written in UTF-16. Save it as CSV UTF-8.",
        ),
        "binary": (
            (
                "{file}, baris {row}, kolom {column}: ada karakter kendali, jadi ini bukan teks"
                " CSV. Simpan ulang sebagai CSV UTF-8."
            ),
            (
                "{file}, row {row}, column {column}: a control character, so this is not CSV"
                " text. Save it again as CSV UTF-8."
            ),
        ),
        "quote": (
            (
                "{file}, baris {row}, kolom A: tanda kutip dibuka tetapi tidak ditutup dengan"
                " benar. Betulkan tanda kutip di baris itu."
            ),
            (
                "{file}, row {row}, column A: a quotation mark is not closed properly. Correct"
                " the quotes in that row."
            ),
        ),
    },
)
