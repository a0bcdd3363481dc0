"""The console script, and `python -m lossadvisor`: imports nothing before Ctrl-C is answered."""

import os
import sys


def main() -> None:
    """Run the command line."""
    try:
        from lossadvisor.cli.app import main as run

        run()
    except KeyboardInterrupt:  # while modules were being imported
        sys.exit(130)


if __name__ == "__main__":
    if sys.path and sys.path[0] in ("", os.getcwd()):  # modules of the folder one stands in are not ours
        del sys.path[0]
    main()
