"""Work plans (工作方案): who does what by when, in versions that are never changed once issued; the plan yields tasks.

A plan has versions; a version has sections in order, a section items in order. An item keeps its key over the versions, so
that what is carried on is recognised. A version is drafted, approved, and issued as the annex of a 通知, since a 方案 is no
statutory kind of document. Issuing gives no task: that is an act of its own after a dry run that says exactly what it
would do; if an older version is carried out already, its tasks stay, move, are handed over, replaced or withdrawn.
Words: plan 工作方案, version 版本, section 部分, item 事项, issue 印发, carry out 落实.
"""
