"""Retention: which columns are personal data, how long they are kept, how they are destroyed, and the runner.

Each room declares a `Keep` per table in its `retention.py`; a test walks the schema and finds none forgotten.
What the law keeps (corrections files, forensic files, receipt stubs) is declared with purpose LAW and never destroyed here.
Sources: 突发事件应对法 (2024) 第八十三至八十五条; 个人信息保护法 第十九条、第四十七条; 网信办 2020-02-04 通知.
"""
