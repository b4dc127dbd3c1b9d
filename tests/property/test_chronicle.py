"""The same pages give the same chronicle, in any order, in any number of runs."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.unit.chronicle.plain_reader import PlainReader, make_page

from dragoman.chronicle.sense import load_sense
from dragoman.chronicle.sql import SqlChronicle
from dragoman.model import Page

PEOPLE = ("Karim Daler|person", "Карим Далер|person", "K. Daler|person", "Anna Petrova|person", "Анна Петрова|person")
OTHERS = ("Lake Council|organisation", "Kazakhstan|country|territory:KZ", "Казахстан|country|territory:KZ")
PLACES = ("Bishkek|place|city:1528675", "Бишкек|place|city:1528675", "Osh|place")
DATES = ("2024-03-01", "2024-03-02", "2024-03", "2025-01-10")


@st.composite
def sentences(draw: st.DrawFn) -> str:
    first, second = draw(st.sampled_from(PEOPLE)), draw(st.sampled_from(PEOPLE + OTHERS))
    kind = draw(st.sampled_from(["meet", "visit", "state", "agree", "office"]))
    if kind == "office":
        status = draw(st.sampled_from(["current", "former"]))
        return f"office chair {status} | [{first}] of [{draw(st.sampled_from(OTHERS))}] spoke."
    if kind == "agree":
        first = draw(st.sampled_from(PEOPLE + OTHERS))
    status, date = draw(st.sampled_from(["happened", "planned"])), draw(st.sampled_from(DATES))
    return f"{kind} {status} {date} | [{first}] with [{second}] in [{draw(st.sampled_from(PLACES))}]."


@st.composite
def pages(draw: st.DrawFn) -> list[Page]:
    texts = draw(
        st.lists(
            st.tuples(
                st.sampled_from(["en", "ru"]),
                st.sampled_from([*DATES[:2], "-"]),
                st.sampled_from(["Herald", "Courier"]),
                st.lists(sentences(), min_size=1, max_size=4),
            ),
            min_size=2,
            max_size=7,
            unique_by=str,
        )
    )
    made = [
        make_page(f"p{number}", f"{language} {date} {outlet}\n" + "\n".join(told))
        for number, (language, date, outlet, told) in enumerate(texts)
    ]
    return made + [_repeat(draw, page, number) for number, page in enumerate(made) if draw(st.booleans())]


def _repeat(draw: st.DrawFn, page: Page, number: int) -> Page:
    """A page again: later under its address with a sentence more or less, or printed by another outlet."""
    header, *lines = page.content.decode().split("\n")
    if draw(st.booleans()):
        text = "\n".join([header, *lines[draw(st.integers(0, 1)) :], draw(sentences())])
        again = make_page(f"p{number}", text, address=page.address)
    else:
        text = "\n".join(
            [" ".join([*header.split()[:2], "Reprint"]), *lines, *draw(st.sampled_from([[], ["say | It."]]))]
        )
        again = make_page(f"q{number}", text)
    return replace(again, fetched=f"2024-03-0{draw(st.integers(1, 9))}T00:00:00Z")


def digest(pages: Sequence[Page], *, runs: Sequence[int] = (), again: Sequence[Page] = ()) -> str:
    """Return the digest of the pages, derived also after the pages whose numbers are given."""
    with TemporaryDirectory() as folder:
        chronicle = SqlChronicle(Path(folder) / "chronicle.db", sense=load_sense())
        for page in again:
            chronicle.store(page, PlainReader("earlier").read(page))
        for number, page in enumerate(pages):
            chronicle.store(page, PlainReader().read(page))
            if number in runs:
                chronicle.refresh()
        chronicle.refresh()
        found = chronicle.digest()
        chronicle.close()
        return found


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(pages=pages(), chance=st.randoms(use_true_random=False), again=st.booleans())
def test_order_runs_and_reading_again_do_not_matter(pages: list[Page], chance, again: bool) -> None:
    shuffled = pages[:]
    chance.shuffle(shuffled)
    runs = [number for number in range(len(pages)) if chance.random() < 0.5]
    earlier = shuffled[:2] if again else []
    assert digest(shuffled, runs=runs, again=earlier) == digest(pages)
