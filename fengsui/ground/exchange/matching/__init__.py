"""Matching: what each row of a file would do to the organisation as it is. It writes nothing and asks a constant number of questions."""
