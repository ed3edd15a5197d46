"""Custody: the roll-call in prisons and rehabilitation centres, and what must agree with it.

Twice a day every ward (prison) and brigade (centre) is counted afresh by a named officer, and the leader on duty
confirms the facility. Admissions, releases, transfers, moves, escorts and deaths stand in a ledger; fevers with their
re-measurements; officers on duty, in isolation and on standby. What does not add up is a failed check with its rows.
Two kinds of persons, never mixed: prisoners (罪犯, ward 监区) and detainees (强制隔离戒毒人员, brigade 大队); names are sealed
and only of those who appear in a movement or a fever. A missing count is missing: neither zero nor yesterday's.
Words: roll-call 点名, section 监区/大队, slot 早/晚, escort 外出就医, strength 警力, fever 发热, re-measurement 复测.
"""
