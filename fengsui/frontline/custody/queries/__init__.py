"""Reads of the custody room, by subject."""
