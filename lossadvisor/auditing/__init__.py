"""A model in a running program: audited in Python, by a callback, in a program that is run, or a notebook."""
