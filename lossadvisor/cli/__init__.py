"""The command line: options, prompts and exit codes."""
