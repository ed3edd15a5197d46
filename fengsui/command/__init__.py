"""Command: what is made of the front line's facts: reports, assessment, later directives, meetings, duty."""
