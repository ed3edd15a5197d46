"""Directives: what is decided goes down the lines to the last office, and proof comes back.

A directive is drafted, checked, approved, numbered and issued as a document (papers.py); it reaches every addressed unit
once, whatever lines lead there, all levels at once or each when the level above passes it on. Every unit acknowledges it
(each person only where the directive says so), may add a local measure for those below, passes on, reports done with a
result. States are rows: steps of a directive, receipts of a delivery. What is owed is the obligations'; who blocks is a
question to the receipts. A unit that is closed hands its open duty to its successor. Withdrawn or replaced: all are told.
Words: directive 部署, check 核稿, acknowledge 签收, pass on 传达, local measure 本级措施, done 办结, withdraw 撤回.
"""
