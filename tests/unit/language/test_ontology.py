"""Every event type exports to PLOVER by its status, and a frame may say otherwise."""

import pytest

from dragoman.language.ontology import TYPES, find_plover_type, load_plover_types
from dragoman.model import EventMention, Span


def make_event(kind: str, status: str, *, rule: str = "") -> EventMention:
    return EventMention("e1", kind, (), Span(0, 1), Span(0, 1), rule, status=status)


@pytest.mark.parametrize(
    ("kind", "status", "wanted"),
    [
        ("meet", "happened", ("CONSULT", "visit", "04")),
        ("meet", "planned", ("AGREE", "", "03")),
        ("meet", "denied", ("REJECT", "", "12")),
        ("assault", "planned", ("THREATEN", "", "13")),
        ("assault", "denied", None),
        ("state", "happened", None),
        ("take-office", "happened", None),
        ("leave-office", "happened", ("RETREAT", "resign", "08")),
    ],
)
def test_type_and_status_give_the_plover_type(kind: str, status: str, wanted: tuple[str, str, str] | None) -> None:
    found = find_plover_type(make_event(kind, status), "en")
    assert (found and (found.type, found.mode, found.cameo)) == wanted


def test_only_types_of_the_manual_are_used() -> None:
    assert {plover.type for plover in load_plover_types().values()} == TYPES


def test_a_frame_may_name_another_type() -> None:
    from dragoman.model import Article
    from dragoman.reading.reader import read_article

    text = "Norway withdrew its troops from Chile."
    (event,) = read_article(Article("case", "en", text, None, Span(0, len(text)))).events
    assert (event.type, find_plover_type(event, "en").type) == ("concede", "RETREAT")
