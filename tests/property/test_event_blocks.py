"""Reports that agree meet in a block, whichever of them is looked at, and what meets shares a key for joins."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.meaning.events import EventReport, block_numbers, event_keys, meet, reports_agree

WHO = ("person:ana", "person:ben", "territory:KZ", "territory:TJ", "city:1526273", "organisation:un")
STANDS = (("person:ana", "territory:KZ"), ("person:ben", "territory:KZ"), ("person:ben", "organisation:un"))
POSTS = (("person:ana", "foreign-minister territory:KZ nn"), ("person:ben", "foreign-minister territory:KZ nn"))
DAYS = ("2024-01-30", "2024-02-01", "2024-02-08", "2024-03-02", "2024-02", "2023", None)
QUOTES = ("The two ministers met in the harbour town and spoke.", "The two ministers met in the harbour town.", "No.")

reports = st.builds(
    EventReport,
    key=st.uuids().map(str),
    page=st.sampled_from(("p1", "p2", "p3")),
    type=st.sampled_from(("meet", "convene", "state", "accuse", "visit")),
    participants=st.lists(st.sampled_from(WHO), max_size=3, unique=True).map(tuple),
    when=st.sampled_from(DAYS),
    published=st.sampled_from(DAYS),
    place=st.sampled_from((None, "city:1526273", "territory:KZ")),
    quote=st.sampled_from(QUOTES),
    language=st.sampled_from(("en", "ru")),
    stands=st.lists(st.sampled_from(STANDS), max_size=2, unique=True).map(tuple),
    posts=st.lists(st.sampled_from(POSTS), max_size=1).map(tuple),
    story=st.sampled_from((None, "story:1")),
    copy_of=st.sampled_from((None, None, "p1")),
)


def do_meet(a: EventReport, b: EventReport) -> bool:
    """Tell whether a report is found when the blocks are looked up that those of another meet."""
    sought = {number for block in block_numbers(a) for number in meet(block)}
    return not sought.isdisjoint(block_numbers(b))


def consistent(report: EventReport) -> EventReport:
    """Leave out whom somebody stands for who does not take part, as a chronicle never says that."""
    fields = {name: getattr(report, name) for name in EventReport.__struct_fields__}
    for name in ("stands", "posts"):
        fields[name] = tuple(pair for pair in fields[name] if pair[0] in report.participants)
    return EventReport(**fields)


@given(reports.map(consistent), reports.map(consistent))
@settings(max_examples=400, deadline=None)
def test_what_agrees_and_shares_a_key_meets(a: EventReport, b: EventReport) -> None:
    share = not set(event_keys(a)).isdisjoint(event_keys(b))
    assert do_meet(a, b) == do_meet(b, a)
    if reports_agree(a, b) and share:
        assert do_meet(a, b)
    if do_meet(a, b):
        assert share


OFFICIALS = {"type": "meet", "when": "2024-02-01", "published": "2024-02-01"}


def test_two_officials_of_one_state_do_not_meet_in_it() -> None:
    ana = EventReport("a", "p1", participants=("person:ana",), stands=STANDS[:1], **OFFICIALS)
    ben = EventReport("b", "p2", participants=("person:ben",), stands=STANDS[1:2], **OFFICIALS)
    state = EventReport("c", "p3", participants=("territory:KZ",), **OFFICIALS)
    assert not do_meet(ana, ben)
    assert do_meet(ana, state)
    assert do_meet(state, ben)


def test_a_sentence_meets_itself_for_days_and_on_pages_of_one_text_for_longer() -> None:
    def told(key: str, published: str | None, copy_of: str | None = None) -> EventReport:
        return EventReport(
            key, key, "support", (key,), published=published, quote=QUOTES[0], language="en", copy_of=copy_of
        )

    here = told("a", "2024-01-10")
    assert do_meet(here, told("b", "2024-01-13"))
    assert do_meet(here, told("b", None))
    assert do_meet(told("b", None), told("c", None))
    assert not do_meet(here, told("b", "2024-01-30"))
    assert do_meet(told("a", "2024-01-10", "p0"), told("b", "2024-01-30", "p0"))
    assert not do_meet(told("a", "2024-01-10", "p0"), told("b", "2024-01-30", "p1"))
