"""The command line: options, prompts and exit codes."""

import gc

# What is loaded at the start is never let go: to look for circles in it takes a fifth of a short run.
gc.set_threshold(100_000)
