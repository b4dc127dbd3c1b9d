"""Puts neighbouring dates together: stretches "from Tuesday to today", and "the week of" a day."""

import re
from collections.abc import Iterator

from msgspec import Struct

from dragoman.language.dates.counts import NOW
from dragoman.language.dates.expressions import Expression
from dragoman.language.dates.scanner import Scan

_UNTIL = re.compile(r"[,)]?T[fFij]?$")
_AFTER_FROM = re.compile(r"F[jx]?$")
_ENDS = frozenset({"calendar", "shift", "weekday"})


class Hit(Struct, frozen=True, gc=False):
    """A rule's match: the half-open range of atoms and its meaning."""

    start: int
    stop: int
    expression: Expression


def join_hits(scan: Scan, hits: list[Hit]) -> Iterator[Hit]:
    """Yield the hits, those put together that are the two ends of one stretch; "now" is nothing but such an end."""
    position = 0
    while position < len(hits):
        hit = hits[position]
        following = hits[position + 1] if position + 1 < len(hits) else None
        if following and _are_ends(scan, hit, following):
            expression = Expression("between", parts=(hit.expression, following.expression))
            yield Hit(hit.start, following.stop, expression)
            position += 2
            continue
        if hit.expression.note != NOW:
            yield _with_week(scan, hit)
        position += 1


def _are_ends(scan: Scan, one: Hit, two: Hit) -> bool:
    gap = scan.code[one.stop : two.start]
    first, last = one.expression, two.expression
    if not (_is_end(first) and _is_end(last)):
        return False
    if _UNTIL.match(gap):
        return True
    from_before = _AFTER_FROM.search(scan.code[: one.start]) is not None
    if gap in ("&", "&F", "-"):
        both_days = _is_day(first) and _is_day(last) and first.weekday is None and last.weekday is None
        return from_before or (gap == "-" and both_days)
    return False


def _is_end(expression: Expression) -> bool:
    plain = expression.last is None and expression.unit == "day"
    partial = expression.first
    bare_year = partial is not None and partial.month is None and partial.day is None
    open_figures = expression.shape == "calendar" and partial is None
    return expression.shape in _ENDS and plain and not bare_year and not open_figures


def _is_day(expression: Expression) -> bool:
    return expression.first is not None and expression.first.day is not None


def _with_week(scan: Scan, hit: Hit) -> Hit:
    """Read "the week of 5 May" as that week."""
    before = scan.code[max(0, hit.start - 3) : hit.start]
    marked = re.search(r"(?:Vf?|(?<![dncoupqh])wf?)$", before)
    plain = hit.expression.shape == "calendar" and _is_day(hit.expression) and hit.expression.last is None
    if not marked or not plain:
        return hit
    return Hit(hit.start - len(marked.group()), hit.stop, Expression("week-of", parts=(hit.expression,)))
