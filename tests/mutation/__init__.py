"""Small changes of the program, and whether its fast tests notice them: `python -m tests.mutation AREA`."""
