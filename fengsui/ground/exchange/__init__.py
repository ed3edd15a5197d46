"""Exchange: the organisation in and out: units, persons, seats, appointments, stations from and to XLSX and CSV.

A file is previewed: what is new, what changes, what matches whom, what is rejected and why; then taken whole or not at
all, and can be undone as one act. What goes out can come in again unchanged.
Words: import 导入, export 导出, preview 预览, match 匹配, rejected row 退回的行, undo 撤销.
"""
