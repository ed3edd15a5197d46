"""Reports: the evening report that fills itself, and its roll-up along both lines.

A facility and a league or county bureau owe one report a day; justice offices and institutes never write one. Its
fields come computed from the registers, or say why they are still typed; the officer corrects (with a reason) and
signs. Computed and declared are both kept. State is derived from steps: due, draft, signed, returned, accepted;
late is derived from the clock. Missing is never zero; a signed report whose flows are all zero is a zero report.
Cut-off, reported window (indicators.window_end) and meeting hour are three measures per system.
Words: report 晚报告, roll-up 汇总, cut-off 截止, sign 签报, return 退回, accept 接收, zero report 零报告.
"""
