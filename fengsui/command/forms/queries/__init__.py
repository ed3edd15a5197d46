"""Reads of the forms: blank sheets as they lie there, figures within a person's right, what a day's sheet will say."""
