"""`python -m lossadvisor`."""

from lossadvisor.cli.app import main

main()
