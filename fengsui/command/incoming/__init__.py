"""Incoming papers (收文): what comes from above or beside, from its registering to its end.

A paper is registered with a number of its unit and year, without gaps (收〔2020〕3号); a wrong entry is void and keeps its number.
The office proposes what to do (拟办), a leader instructs (批办: words, responsible unit, helpers, by when), tasks carry it out
(承办), a directive passes it on to those below (传达学习), a result concludes it (办结). Every step is a row that also says how
the paper stands after it: the current one has not been replaced, none is ever changed. The unit sees its papers, and so do the
units to which they were given. Classified matters do not enter this system.
Words: register 收文登记, propose 拟办, instruct 批办, carry out 承办, conclude 办结, processing slip 收文处理笺.
"""
