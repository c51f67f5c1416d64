"""How fast feeds are polled that have nothing new: every one is asked, answers 304, and its state is saved in Kafka.

    .venv/bin/pledgewire up --detach
    .venv/bin/python -m bench.polling --feeds 1000

The feeds are on a local server (a process of its own) under fifty loopback addresses, each known with twenty entries.
It uses topics with a prefix of its own, which it deletes, and prints one JSON object: the seconds that the polls took,
those from nothing to the end (the states read), the most memory that the polling process had (resident), and what all
processes of the run have then, but for the server (PSS: what several share is counted once), in MB. Polls without news
start no cleaning processes; so it cleans 200 pages of 90 KB after them, and tells what all have then. Options:
--data-dir DIR of the embedded stack, --runs N (the median is told). Linux only, for the addresses.
"""

if __name__ == "__main__":
    # Cleaning processes import the main module once more: here it is as light as that of `pledgewire` is.
    from bench.unchanged_feeds import main

    main(__doc__ or "")
