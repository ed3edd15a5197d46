"""Tables: what comes in as a spreadsheet and goes out as one. No tables of the database, no rights.

- A file is what its bytes say, not what its name says; what cannot be read is refused with a sentence that says what to do.
- `reading`: XLSX, XLS, CSV to rows of plain text (merged cells, formulas' results, full-width digits, dates of both
  calendars). `writing`: rows to XLSX and CSV. A room declares what it can export in `exports.py` (`declare.Table`).
Words: table 表格, row 行, column 列, export 导出.
"""
