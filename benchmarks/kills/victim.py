"""Reads pages into a chronicle and says on standard output what is stored, one line for each; made to be killed.

python victim.py STORE PAGES WORKERS REFRESH_EVERY
"""

import sys

from dragoman.chronicle import open_chronicle
from dragoman.config import Settings
from dragoman.reading.sources import iterate_pages
from dragoman.runner import Progress, read_pages
from dragoman.runner.local import RunOptions
from dragoman.running import choose_reader


def say(*words: object) -> None:
    print(*words, sep="\t", flush=True)


def main(store: str, pages: str, workers: str, every: str) -> None:
    chronicle = open_chronicle(store)
    derive, rejected = chronicle.refresh, 0

    def derive_aloud() -> None:
        say("deriving")
        derive()
        say("derived")

    def note(now: Progress) -> None:
        nonlocal rejected
        kept, rejected = now.rejected == rejected, now.rejected
        say("stored" if kept else "rejected", now.name)  # after its transaction: from here on it must not be lost

    chronicle.refresh = derive_aloud  # type: ignore[method-assign]
    say("open")
    with choose_reader(Settings()) as make_reader:
        options = RunOptions(int(workers), int(every), note)
        read_pages(chronicle, iterate_pages([pages]), make_reader=make_reader, options=options)
    say("done")
    chronicle.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
