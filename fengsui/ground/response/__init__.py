"""Response (应急响应): an emergency, the governments' levels, the leading group, and the department's measures switched.

An emergency goes its way in steps (监测 … 归档), each a row that says who and when; a correction replaces it. The level of a
government is recorded, never declared here: who issued it, at which tier, which level; several governments stand side by side,
and a level may be skipped (I to III on 25 February 2020). The department switches its own measures: a switch set is a list of
settings; its dry run asks every room's `effects.py` what it would do to whom; applying it is one act with a signed, numbered
decision, and so is taking it back. What has been in force until then stays so; what somebody else set meanwhile is kept.
Words: emergency 突发事件, step 步骤, level 级别, tier 层级, leading group 领导小组, switch set 措施方案, dry run 影响（试算）, revert 恢复.
"""
