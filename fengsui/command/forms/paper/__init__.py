"""Paper: a superior's sheet as it lies on the table: what stands where, how it looks, and how to write into it.

`opening` takes what people send and refuses what cannot be used; `xlsx` and `docx` read a sheet into `grid` and write
values into the file's own XML, so that nothing else of the layout changes; `labels` says what a cell is about by the
words around it; `carry` finds the same cells in a changed layout. Nothing here knows the database.
"""
