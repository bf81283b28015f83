"""Files as they come in by mail, good and bad, made on the spot."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter

HEADER = ["NIK", "NO_KK", "NAMA", "DESIL"]
ROW = ["7401014101909001", "7401010101269001", "Contoh Melati 1", "1"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def workbook(*rows, sheet="BNBA", change=None, more_sheets=()):
    """Return an XLSX file with these rows as text; `change(book, sheet)` spoils it."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_numbers": False, "strings_to_formulas": False})
    for name, content in ((sheet, rows or (HEADER, ROW)), *((n, [["x"]]) for n in more_sheets)):
        page = book.add_worksheet(name)
        for number, cells in enumerate(content):
            for column, cell in enumerate(cells):
                page.write(number, column, cell)
        if change and name == sheet:
            change(book, page)
    book.close()
    return out.getvalue()


def rezipped(content, **changes):
    """Return the archive with parts replaced or added (`name=bytes`; None removes it)."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename not in changes:
                new.writestr(info.filename, old.read(info))
        for name, data in changes.items():
            if data is not None:
                new.writestr(name, data)
    return out.getvalue()


def sheet_xml(cells, declaration='<?xml version="1.0" encoding="UTF-8"?>', doctype=""):
    """Return the XML of a worksheet with the given `<row>` elements."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    table = f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'
    return declaration + doctype + table


def lying_zip(name, data, declared):
    """Return an archive whose directory says a part is small, while it unpacks to `data`."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(data) + packer.flush()
    file_name = name.encode()
    sizes = (zlib.crc32(data[:declared]), len(packed), declared, len(file_name))
    local = (
        b"PK\x03\x04" + struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, *sizes, 0) + file_name + packed
    )
    entry = struct.pack("<HHHHHHIIIHHHHHII", 20, 20, 0, 8, 0, 0, *sizes, 0, 0, 0, 0, 0, 0)
    directory = b"PK\x01\x02" + entry + file_name
    end = struct.pack("<HHHHIIH", 0, 0, 1, 1, len(directory), len(local), 0)
    return local + directory + b"PK\x05\x06" + end
