"""A model in a running program, read from its objects, its data, and one batch that goes through it."""
