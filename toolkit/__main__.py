"""``python -m toolkit`` and the command ``zhenggai``."""

import sys


def main() -> int:
    """Run the command line; an interrupt while it is still loading is answered like any other."""
    try:
        from toolkit.cli import main as run

        return run()
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
