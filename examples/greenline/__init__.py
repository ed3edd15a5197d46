"""Green line (心理绿色通道): the example of a register. It stands outside the product and is kept as a test.

The account says that counselling by a green channel was opened for officers. Here a facility tests its line once a day
and writes down each call: that is all. Nothing outside this folder names it, and yet it reaches the evening report
(`indicators.py`), Today (`obligations.py`), the assessment (`checks.py`), the timeline (`facts.py`), the menu (`menu.py`)
and the purge (`retention.py`). tests/test_reach.py walks the whole way. To try it: FENGSUI_ROOMS=examples.greenline bin/run
Words: green line 绿色通道, call 来电, test 测试.
"""
