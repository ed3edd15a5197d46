"""Duty (值班): who is to be where when, who is there, and what one hands to the next.

A unit says which seats and stations it mans (post), at which hours (slot), with whom (pool). A draft is a grid of days and
slots; publishing writes org's shifts, the one effective roster that rights and pages read. What a slot needs and no shift
covers is a gap, and a gap is owed by the unit. An absence, a swap, a take-over, an override changes shifts from now on and
never what is past; each is an act with the moves it made, so it can be read and taken back (docs/decisions/0024-duty.md).
Words: post 值守岗点, slot 班次时段, pool 值班人员库, roster 值班表, gap 空岗, swap 调班, take-over 顶班, handover 交接班.
"""
