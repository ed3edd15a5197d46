"""Questions: what the command asks ad hoc, answered with one tap from Today, and never asked twice.

A question has an answer of a kind (number, choice, text, list of rows), a check, a roll-up, chosen units and an hour.
Before it is asked it is told what exists already. It can be kept as a standing indicator, withdrawn or retired.
Words: question 临时报数, answer 答复, standing indicator 常设指标, withdraw 撤回, retire 停用.
"""
