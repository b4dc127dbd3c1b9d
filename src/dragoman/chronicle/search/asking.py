"""The query language: words, "phrases", ``field:value``, and ``-`` before what must not be there."""

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from dragoman.errors import UsageError

FIELDS = ("type", "who", "with", "place", "topic", "language", "outlet", "office", "date")
MOST_PARTS, LONGEST = 32, 1_000

_IDS = frozenset({"person", "organisation", "country", "territory", "city"})
"""What ids of entities begin with; those of places have to be written behind a field."""

_QUOTES = '"“”„«»'
_PART = re.compile(
    rf"(?P<minus>[-−](?=\S))?(?:(?P<field>[^\W\d_]+):(?!//))?"
    rf"(?:[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)[{_QUOTES}]|(?P<word>[^\s{_QUOTES}]+))"
)
_DATE = re.compile(r"(\d{4}(?:-\d{2}){0,2})?(\.\.)?(\d{4}(?:-\d{2}){0,2})?$")


class Part(Struct, frozen=True, gc=False):
    """A part of a query: ``words`` or a ``phrase`` of the text, or the value of a ``field``."""

    text: str
    field: str = ""
    phrase: bool = False
    negative: bool = False


class SearchQuery(Struct, frozen=True, gc=False):
    """What is asked for, and how it is answered.

    ``exact`` searches for names as they are written alone; ``not_entities`` are not meant by any name. ``order`` is
    ``relevance`` or ``date``, the latest first. ``cursor`` is that of the answer before. With
    ``meaning`` sentences are found too that mean what the words say, whatever their own words.
    """

    text: str
    exact: bool = False
    not_entities: tuple[str, ...] = ()
    order: Literal["relevance", "date"] = "relevance"
    limit: int = 20
    cursor: str | None = None
    meaning: bool = False


def parse_query(text: str) -> tuple[Part, ...]:
    """Return the parts of a query.

    >>> [(part.field, part.text, part.negative) for part in parse_query('talks who:"Anna Petrova" -type:meet')]
    [('', 'talks', False), ('who', 'Anna Petrova', False), ('type', 'meet', True)]

    Raises:
        UsageError: It is empty, too long, has an unknown field or one without a value, or asks for nothing.
    """
    if len(text) > LONGEST:
        raise UsageError(f"the query has {len(text)} characters; at most {LONGEST} are allowed")
    parts = tuple(_split(text.encode("utf-8", "replace").decode()))
    if not parts:
        raise UsageError('the query is empty; write words, "phrases" or fields such as who:NAME')
    if len(parts) > MOST_PARTS:
        raise UsageError(f"the query has {len(parts)} parts; at most {MOST_PARTS} are allowed")
    if all(part.negative for part in parts):
        raise UsageError("the query only says what must not be there; add what is sought")
    return parts


def _split(text: str) -> Iterator[Part]:
    for found in _PART.finditer(text):
        field, quoted = (found["field"] or "").casefold(), found["quoted"]
        value = (found["word"] if quoted is None else quoted).strip()
        if not field and value.endswith(":") and value[:-1].casefold() in FIELDS:
            field, value = value[:-1].casefold(), ""
        if field in _IDS:
            field, value = "", f"{field}:{value}"
        if field and field not in FIELDS:
            raise UsageError(f"no field {field!r}; allowed: {', '.join(FIELDS)}")
        if field and not value:
            raise UsageError(f"the field {field!r} has no value; write {field}:VALUE")
        if value:
            yield Part(value, field, quoted is not None and not field, found["minus"] is not None)


def parse_dates(value: str) -> tuple[str | None, str | None]:
    """Return the first and the last of the dates that are meant; ``None`` where a side is open.

    >>> parse_dates("2023-01..2023-06"), parse_dates("2023"), parse_dates("2023-05..")
    (('2023-01', '2023-06'), ('2023', '2023'), ('2023-05', None))

    Raises:
        UsageError: It is no date.
    """
    from dragoman.chronicle.days import check_day

    found = _DATE.match(value)
    if not found or not (found[1] or found[3]) or (found[1] and found[3] and not found[2]):
        raise UsageError(f"{value!r} is no date; write 2023, 2023-03, 2023-03-14 or 2023-01..2023-06")
    first, last = found[1], found[3] if found[2] else found[1]
    for day in filter(None, (first, last)):
        check_day(day)
    return first, last
