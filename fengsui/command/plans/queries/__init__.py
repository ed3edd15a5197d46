"""Reading plans: what a version says, what is new in it, what carrying it out would do, how far it is."""
