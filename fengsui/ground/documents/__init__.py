"""Documents: what is issued on paper, numbered without a gap, and frozen once issued.

An official document (one of the fifteen statutory kinds, kinds.py; what it says: content.py) is drafted, checked,
approved, numbered, issued; a bulletin (简报, bulletin.py) is made by its room, is no statutory kind and is not checked.
Each step is a row. A draft may be written again, sent back, withdrawn; void ends what has a number and keeps the number.
Numbers come from a counter per series and year, locked in the same transaction: one that fails gives its number back.
The PDF is rendered on the grid of GB/T 9704-2012 by Typst (`render.py`, `papers.py`, `typst/`, `fonts/`), stored with its
SHA-256 when issued, and never changed again. The token in its QR code leads anybody to number, unit, date and sum
(`public.py`), to nothing else. The same data make a Word document to edit further, never kept: the PDF is the original.
Files go with a document if their bytes say that they are harmless (`filetypes.py`). It is found by its text (`words.py`).
A document names what it is about ("room.thing:id"); that room holds the reference to it, never the reverse.
"""
