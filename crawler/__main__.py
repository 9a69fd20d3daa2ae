"""``greenlit`` and ``python -m crawler``."""

import os
import signal
import sys


def main() -> None:
    """Run the command line as a well-behaved Unix program."""
    from crawler.cli import run

    try:
        status = run()
        sys.stdout.flush()
    except KeyboardInterrupt:
        status = 128 + signal.SIGINT
    except BrokenPipeError:
        # The reader of a pipe went away: point stdout at nothing, so that the last flush is quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 128 + signal.SIGPIPE
    sys.exit(status)


if __name__ == "__main__":
    main()
