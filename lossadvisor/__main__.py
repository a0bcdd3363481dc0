"""`python -m lossadvisor`."""

from .cli import main

main()
