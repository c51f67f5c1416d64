"""Where `pledgewire` begins, and `python -m cli`, which is how it starts itself again in the background."""

import os
import signal


def main() -> None:
    """Runs the command line as cli.main does, whenever Ctrl-C comes and whatever lies in the current folder."""
    # Python would answer Ctrl-C with a traceback while it still imports; so does no other program.
    interrupted = signal.getsignal(signal.SIGINT)
    if interrupted is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    # `python -m` and multiprocessing's `python -c` import from the current folder first: a config.py there is not ours.
    os.environ["PYTHONSAFEPATH"] = "1"
    from cli.main import main as run

    signal.signal(signal.SIGINT, interrupted)
    run()


if __name__ == "__main__":
    main()
