"""Guessing: what a stranger's sheet asks for, from the words around each cell. A guess is only ever a suggestion.

`words` knows how superiors call things; `names` finds indicators and units by name; `cells` proposes cell by cell;
`rows` proposes rows that repeat. Nothing here writes, and nothing guessed is filled before somebody accepted it.
"""
