"""Pages of directives: drafting, receiving, watching."""
