"""Meetings (会议): the day's rhythm. 9:30, 19:00, and those that are called; who was there, what was decided, what follows.

The day's meetings of a unit are there by themselves (measures say where and when), special ones are called. An agenda drafts
itself from the rows of the house at opening; a decision is typed in one line and becomes tasks; closing writes the record,
which is never changed, only added to. At the change of commander both sign (two keys): until then the one before holds over,
so that command is never empty nor double (docs/decisions/0027-meetings.md).
Words: morning meeting 早碰头, evening meeting 晚报告, special meeting 专题会议, leading group 领导小组会议, roll-call 点名,
decision 议定事项, handover 交接班, two keys 双签, hold over 继续值守, record 会议记录, minutes 纪要.
"""
