"""Pages without a text, to measure how the time grows: four to a story, two hundred a day, names and noise by Zipf."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from dragoman.meaning.stories import StoryPage

A_DAY, A_STORY = 200, 4
LANGUAGES = (("en", "Latn"), ("ru", "Cyrl"), ("ar", "Arab"), ("fa", "Arab"))
START = date(2023, 1, 1)


def make_pages(number: int, *, dated: bool = True) -> list[StoryPage]:
    """Make so many pages; the same number gives the same pages."""
    chance = random.Random(number)
    pages: list[StoryPage] = []
    while len(pages) < number:
        day = (START + timedelta(len(pages) // A_DAY)).isoformat() if dated else None
        names = {key: chance.randint(1, 4) for key in _draw(chance, 25, kind="n")}
        for language, script in LANGUAGES[: min(A_STORY, number - len(pages))]:
            kept = {key: count for key, count in names.items() if chance.random() < 0.75}
            keys = {key: 1 for key in _draw(chance, 60, kind="s")} | kept
            sketch = tuple(sorted(chance.randrange(1 << 32) for _ in range(64)))
            pages.append(StoryPage(f"{len(pages):07}", language, script, day, tuple(sorted(keys.items())), sketch))
    return pages


def _draw(chance: random.Random, number: int, *, kind: str) -> Iterator[str]:
    """Yield keys of which the commonest is on every second page and most on very few."""
    for _ in range(number):
        yield f"{kind}K{int(chance.paretovariate(0.35)) % 200_000:05}"
