"""Rules of an import: what must be declared before a list is judged, and which list it is."""

from domain.rules.catalogue import Kind, Rule

Rule(
    code="L5",
    kind=Kind.REFUSED,
    basis="what a list's columns and codes mean is declared by a person, never guessed",
    messages={
        "mapping": (
            "Pemetaan {name} tidak ada; yang ada: {names}.",
            "There is no mapping {name}; there are: {names}.",
        ),
        "mapping_file": (
            "{file}: pemetaan tidak sah pada {place}. Bandingkan dengan docs/import.md.",
            "{file}: the mapping is not valid at {place}. Compare it with docs/import.md.",
        ),
        "code_system": (
            (
                "Sistem kode desa (kemendagri atau bps) belum dinyatakan. Nyatakan dalam"
                " pemetaan {name} atau dengan --code-system."
            ),
            (
                "The system of village codes (kemendagri or bps) is not declared. Declare it in"
                " the mapping {name} or with --code-system."
            ),
        ),
        "bridge": (
            (
                "Daftar berkode BPS memerlukan tabel jembatan. Sebutkan berkas bps,kemendagri"
                " dengan --bridge."
            ),
            "A list with BPS codes needs a bridge. Name a file of bps,kemendagri with --bridge.",
        ),
        "bridge_row": (
            (
                "{file}, baris {row}: harus berisi kode BPS 10 angka dan kode Kemendagri"
                " PP.KK.CC.VVVV, masing-masing sekali."
            ),
            (
                "{file}, row {row}: must hold a 10-digit BPS code and a Kemendagri code"
                " PP.KK.CC.VVVV, each once."
            ),
        ),
        "as_of": (
            "Tanggal data belum dinyatakan. Sebutkan dengan --as-of TTTT-BB-HH.",
            "The day of the data is not declared. Give it with --as-of YYYY-MM-DD.",
        ),
    },
)
Rule(
    code="L6",
    kind=Kind.REFUSED,
    basis="a list is taken in once: its code, its file and its rows belong together",
    messages={
        "code": (
            "Kode daftar {name} tidak sah: hanya huruf kecil, angka, titik, dan tanda hubung.",
            "The list code {name} is not valid: lower-case letters, digits, dots, hyphens only.",
        ),
        "file": (
            "Kode daftar {name} sudah dipakai untuk berkas lain. Pakai kode baru.",
            "The list code {name} was used for another file. Use a new code.",
        ),
    },
)
