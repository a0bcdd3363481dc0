"""A site of the rules: the interview, a page for each name, and a sheet for the wall."""
