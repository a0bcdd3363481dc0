"""A program to what it shows of its models, by following it without running it."""
