"""Heads in code that already exists: what is seen of them, and what the facts say against them."""
