"""Reads of the arrivals room."""
