"""Forms: the superior's own sheet, uploaded blank once, mapped cell by cell, downloaded filled every day.

A form keeps its versions; a mapping points a cell (or a block of rows) at an indicator, a unit, a day, a window. A
changed layout is recognised and the mapping carried over. What could not be filled is marked in the sheet, never zero.
Words: superior's form 上级报表, blank sheet 空白表, mapping 填报映射, version 版本.
"""
