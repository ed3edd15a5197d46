"""Forms: the superior's own sheet, uploaded blank once, mapped cell by cell, downloaded filled every day.

A form keeps its versions; a mapping points a cell (or a block of rows) at an indicator, a unit, a day, a window. Most of
it is proposed by the words around each cell (`guess`). Every change of the mapping is an act: it ends rows and begins
rows, overwrites none, and can be undone. A changed layout is recognised and the mapping carried over by words, not by
addresses. A figure is what the roll-up says within the right of whoever fills. What could not be filled is marked in the
sheet, never zero; every download is kept with its values and its SHA-256. `paper` reads and writes the files themselves.
Words: superior's form 上级报表, blank sheet 空白表, mapping 填报映射, version 版本, filled 已填, sent 已上报.
"""
