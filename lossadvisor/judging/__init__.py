"""Heads that were seen, judged by the facts of the rules."""
