"""Reading directives: whom they reach, how far they came, who blocks."""
