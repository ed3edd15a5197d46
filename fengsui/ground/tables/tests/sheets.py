"""Workbooks as people send them, made in memory."""

import io
import zipfile

import openpyxl
import xlsxwriter


def saved(book):
    body = io.BytesIO()
    book.save(body)
    return body.getvalue()


def book(*rows, **options):
    """An XLSX whose first sheet has these rows."""
    body = io.BytesIO()
    with xlsxwriter.Workbook(body, {"default_date_format": "yyyy-mm-dd", **options}) as made:
        sheet = made.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return body.getvalue()


def opened(body):
    return openpyxl.load_workbook(io.BytesIO(body))


def package(**parts):
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return body.getvalue()
