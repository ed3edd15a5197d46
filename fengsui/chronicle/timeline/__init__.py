"""Timeline (纪事): what happened, in order, read from the journal: the raw matter of the chronicle.

Each line is a journal entry's sentence in the reader's language. A reader sees the entries of the units over which
they may read the journal. Stories with evidence are made of it later.
"""
