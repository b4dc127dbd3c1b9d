"""Shows what a shipped reference says of an office beside what the pages say, each with its provenance."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from dragoman.chronicle.answers import TenureView
from dragoman.chronicle.sense import Sense
from dragoman.meaning.offices import Tenure, find_overlap, has_one_holder, holders_on, standing_on
from dragoman.meaning.offices.reference import AS_OF, PROVENANCE, ReferenceTenure, load_reference

SAME_NAME = 0.85
"""The least likeness at which a holder of the reference is taken for one whom the pages name."""


def view_references(
    titles: Iterable[str], bodies: Sequence[str] | None, pages: Sequence[TenureView], *, on: str | None, sense: Sense
) -> list[TenureView]:
    """Return the reference's tenures of an office, those that hold on a day where one is asked for.

    A holder whom the pages name too has the same id. Whom the pages place in the office at that time, and who is
    somebody else, stands in ``contested_by``; what the pages say is left as it is.

    Args:
        titles: Ids of offices; one without a portfolio means all portfolios.
        bodies: Ids of what the office is of; ``None`` for all.
        pages: What the pages say of the office, at any time.
        on: A date.
        sense: The functions that compare names.
    """
    wanted = tuple(titles)
    found = {one.tenure: one for one in load_reference() if _is_meant(one.tenure, wanted, bodies)}
    kept = holders_on(found, on) if on is not None else tuple(found)
    return [_view(found[tenure], pages, on=on, sense=sense) for tenure in kept]


def _is_meant(tenure: Tenure, titles: Sequence[str], bodies: Sequence[str] | None) -> bool:
    named = any(tenure.title == title or tenure.title.startswith(f"{title}/") for title in titles)
    return named and (bodies is None or tenure.of in bodies)


def _view(one: ReferenceTenure, pages: Sequence[TenureView], *, on: str | None, sense: Sense) -> TenureView:
    tenure = one.tenure
    rivals = [page for page in pages if (page.title, page.of) == (tenure.title, tenure.of)]
    holder = _find_holder(one.names, rivals, sense) or tenure.holder
    others = {page.holder for page in rivals if page.holder != holder and _excludes(tenure, page)}
    return TenureView(
        id=f"reference:{one.wikidata}:{tenure.title}:{tenure.start}",
        title=tenure.title,
        of=tenure.of,
        of_name=next((page.of_name for page in rivals), None),
        holder=holder,
        name=one.names["en"][0],
        names=one.names,
        start=tenure.start,
        stop=tenure.stop,
        first_seen=None,
        last_seen=tenure.last_seen,
        ended_by=None,
        over=tenure.over,
        quotes=(),
        contested_by=tuple(sorted(others)),
        standing=(standing_on(tenure, on) or "") if on else "",
        provenance=f"{PROVENANCE}, {one.wikidata}, as of {AS_OF}",
    )


def _find_holder(names: Mapping[str, tuple[str, ...]], pages: Sequence[TenureView], sense: Sense) -> str | None:
    """Return whom of the pages' holders the reference means, by the names in any language."""
    known = list(_candidates(pages))
    scores = [pair for forms in names.values() for form in forms for pair in sense.search_names(form, known)]
    best = max(scores, key=lambda pair: (pair[1], pair[0]), default=("", 0.0))
    return best[0] if best[1] >= SAME_NAME else None


def _candidates(pages: Sequence[TenureView]) -> Iterator[tuple[str, str, str]]:
    for page in pages:
        for tag, forms in page.names.items():
            for form in forms:
                yield page.holder, form, tag


def _excludes(tenure: Tenure, page: TenureView) -> bool:
    """Tell whether the pages place somebody in the office on a day on which the reference has another."""
    if page.acting or not has_one_holder(tenure.title, tenure.of):
        return False
    said = Tenure(
        page.title, page.of, page.holder,
        start=page.start, stop=page.stop, first_seen=page.first_seen, last_seen=page.last_seen,
    )  # fmt: skip
    return find_overlap(replace(tenure, last_seen=tenure.last_seen or tenure.stop), said) is not None
