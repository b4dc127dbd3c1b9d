"""How many sources an event has that do not repeat one another."""

import pytest

from dragoman.meaning.events import EventReport, merge_events

QUOTE = "The two ministers met in the harbour town and spoke of water and trade."
OTHER = "A meeting of the ministers took place, the press service says."


@pytest.mark.parametrize(
    ("fields", "origins"),
    [
        ({"sources": ("sound:B",)}, 2),
        ({"sources": ("sound:A",)}, 1),
        ({"sources": ()}, 2),
        ({"sources": ("sound:B",), "quote": QUOTE.replace("two", "2")}, 1),
        ({"sources": ("sound:B",), "quote": QUOTE.replace("two", "2"), "language": "de"}, 2),
        ({"sources": ("sound:B",), "copy_of": "p"}, 1),
        ({"sources": ("sound:B",), "copy_of": "z"}, 2),
        ({"sources": ("sound:B",), "page": "p"}, 1),
    ],
    ids=[
        "another outlet", "the same outlet", "no outlet", "its sentence again", "its sentence in another language",
        "its text again", "another text", "the same page",
    ],
)  # fmt: skip
def test_two_reports(fields: dict[str, object], origins: int) -> None:
    first = _report("a", page="p", sources=("sound:A",), quote=QUOTE, copy_of="p")
    (event,) = merge_events([first, _report("b", **{"page": "q", "quote": OTHER, **fields})])
    assert event.origins == origins


def test_an_agency_that_three_papers_quote_is_one_with_its_own_page() -> None:
    wire = _report("w", page="w", sources=("organisation:tass",), quote=QUOTE)
    papers = [_report(key, page=key, sources=("organisation:tass",), quote=f"{key} {OTHER}") for key in "abc"]
    heard = [_report(key, page=key, sources=(f"sound:{key}",), quote=f"{key * 9} heard the minister") for key in "xyz"]
    assert merge_events([wire, *papers])[0].origins == 1
    assert merge_events([wire, *papers, *heard])[0].origins == 4


def _report(key: str, **fields: object) -> EventReport:
    plain = {"type": "meet", "participants": ("person:a", "person:b"), "when": "2023-05-10", "language": "en"}
    return EventReport(**{"key": key, **plain, **fields})  # type: ignore[arg-type]
