"""Documents: what is issued on paper, numbered without a gap, and frozen once issued.

A document is drafted, approved, numbered, issued; void ends it at any time and keeps its number. Each step is a row.
Numbers come from a counter per series and year, locked in the same transaction: one that fails gives its number back.
The source is structured data (see `bulletin.py`); the PDF is rendered from it on the grid of GB/T 9704-2012 by Typst
(`render.py`, `typst/`, `fonts/`), stored with its SHA-256 when issued, and never changed again.
Internal bulletins (简报) use the grid but are not statutory kinds; they have series of their own.
The same data makes a Word document to edit further (`word.py`), never kept: the PDF is the original.
A document names what it is about ("room.thing:id"); that room holds the reference to it, never the reverse.
"""
