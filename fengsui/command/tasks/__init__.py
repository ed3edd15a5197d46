"""Tasks (任务): who does what by when, with a result that somebody reviews.

A task is given in the name of a unit to a responsible unit at or below it: by hand, from a finding, a plan, a meeting, a
telephone note (`about`, `source`). The unit begins, reports, finishes with a result; the giver's unit closes it or gives
it back. What comes from a check is closed only when the check holds again. Every step is a row that also says how the
task stands after it: the current one has not been replaced, none is ever changed (docs/decisions/0018-tasks.md).
Words: task 任务, responsible unit 承办单位, helper 协办单位, result 办理结果, task sheet 交办单.
"""
