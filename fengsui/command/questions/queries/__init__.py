"""Reads of questions."""
