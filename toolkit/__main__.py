"""``python -m toolkit`` and the command ``zhenggai``."""

import sys

from toolkit.cli import main

if __name__ == "__main__":
    sys.exit(main())
