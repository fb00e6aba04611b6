"""``python -m toolkit`` and the command ``zhenggai``."""

import gc
import sys


def main() -> int:
    """Run the command line; an interrupt while it is still loading is answered like any other.

    The process ends with it: nothing is searched for cycles once more, which would cost a large period
    a tenth of its time.
    """
    try:
        from toolkit.cli import main as run

        return run()
    except KeyboardInterrupt:
        sys.stderr.write("已中断。\n")
        return 2
    finally:
        gc.freeze()


if __name__ == "__main__":
    sys.exit(main())
