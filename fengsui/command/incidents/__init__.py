"""Incidents (突发事件) and the duty telephone (值班电话): what happened, reported straight up, in time, and never lost.

A unit reports an incident with a first report, follow-ups and a final one; the clock runs from the hour at which it
became known there, also if somebody only noted it. Whoever commands above is told at once and acknowledges. Each step is a
row that also says how the incident stands after it (docs/decisions/0026-incidents.md). What is said of persons is sealed.
Calls are written down in one line and turned into a task, an incident or a note.
Words: bulletin 快报, first report 首报, follow-up 续报, final report 终报, known since 获知时间, note 值班记事.
"""
