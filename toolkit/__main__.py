"""``python -m toolkit`` and the command ``zhenggai``."""

from __future__ import annotations

import gc
import signal
import sys
from typing import Any

from toolkit.unusable import INTERRUPTED


class Stopped(KeyboardInterrupt):
    """Ctrl-C. A kind of its own, because Python remembers a plain KeyboardInterrupt that came while a
    module was loading, and then ends by the signal instead of with our exit code.
    """


def main() -> int:
    """Run the command line; an interrupt while it is still loading is answered like any other.

    The process ends with it: nothing is searched for cycles once more, which would cost a large period
    a tenth of its time.
    """
    former = _listening()
    try:
        from toolkit.cli import main as run

        return run()
    except KeyboardInterrupt:
        return _stopped("--json" in sys.argv)
    finally:
        gc.freeze()
        if former is not None:
            signal.signal(signal.SIGINT, former)


def _listening() -> Any:
    """Answer Ctrl-C with ``Stopped`` from here on; gives who answered before, None where nothing was changed."""
    former = signal.getsignal(signal.SIGINT)
    if former is not signal.default_int_handler:
        return None
    try:
        return signal.signal(signal.SIGINT, _stop)
    except ValueError:  # not the main thread: whoever called us listens himself
        return None


def _stop(*_: Any) -> None:
    raise Stopped


def _stopped(wants_json: bool) -> int:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if wants_json:
        import json

        sys.stdout.write(json.dumps({"error": INTERRUPTED}) + "\n")
    sys.stderr.write(INTERRUPTED + "\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
