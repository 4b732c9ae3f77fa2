"""Workbooks of a spreadsheet, made for a test."""

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

import xlsxwriter

Rows = Sequence[Sequence[object]]
ODS = "application/vnd.oasis.opendocument.spreadsheet"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def xlsx(sheets: Mapping[str, Rows], hidden: Sequence[str] = ()) -> bytes:
    """Return a workbook with these sheets, of which some may be hidden."""
    told = BytesIO()
    with xlsxwriter.Workbook(told, {"default_date_format": "dd/mm/yyyy"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            (sheet.hide if name in hidden else sheet.activate)()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return told.getvalue()


def vast() -> bytes:
    """Return a small workbook of 17 thousand million cells: it has two, far from each other."""
    told = BytesIO()
    with xlsxwriter.Workbook(told) as book:
        sheet = book.add_worksheet("vast")
        sheet.write(0, 0, "product")
        sheet.write(1_048_575, 16_383, "price")
    return told.getvalue()


def ods(name: str, rows: Sequence[Sequence[str]]) -> bytes:
    """Return a workbook of LibreOffice's kind with one sheet of texts."""
    told = BytesIO()
    lines = "".join(
        f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows
    )
    spaces = " ".join(f'xmlns:{one}="{OFFICE}:{one}:1.0"' for one in ("office", "table", "text"))
    with zipfile.ZipFile(told, "w") as packed:
        packed.writestr("mimetype", ODS)
        packed.writestr(
            "META-INF/manifest.xml",
            f'<m:manifest xmlns:m="{OFFICE}:manifest:1.0">'
            f'<m:file-entry m:full-path="/" m:media-type="{ODS}"/></m:manifest>',
        )
        packed.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="{name}">{lines}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return told.getvalue()


def _cell(text: str) -> str:
    kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{text}</text:p></table:table-cell>"
