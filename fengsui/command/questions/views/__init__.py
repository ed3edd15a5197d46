"""Pages of questions: asking, answering, watching."""
