"""What the matches of the rules mean that count from the page's day or from another day of the story."""

from dragoman.language.dates.expressions import Expression
from dragoman.language.dates.parts import TURNS, Parts

NOW = "now"
_UNITS = {"j": "day", "w": "week", "m": "month", "Y": "year"}
_PLURALS = frozenset({"days", "weeks", "months", "years"})
_VAGUE = Expression("vague", note="vague-count")


def read_shift(parts: Parts) -> Expression | None:
    """Read a count of units before or after the page's day."""
    pair, ahead = parts.atom("pair"), parts.match.groupdict().get("ahead") or ""
    plain = parts.atom("unit")
    uncounted = plain is not None and plain.value in _PLURALS and not parts.match.groupdict().get("count")
    if "v" in parts.match.group() or uncounted:
        return _VAGUE
    unit = str(pair.value) if pair else _UNITS[parts.match.group("unit")]
    counted = 2 if pair else parts.number("count") if "count" in parts.match.groupdict() else 1
    sign = 1 if ahead in ("B", "I") else -1 if ahead else TURNS[parts.match.group("turn")]
    return Expression("shift", count=sign * (counted or 1), unit=unit)


def read_shift_from(parts: Parts) -> Expression | None:
    """Read "a week from tomorrow"."""
    days = (parts.number("count") or 1) * (7 if parts.match.group("unit") == "w" else 1)
    return Expression("shift", count=days + (parts.number("R") or 0))


def read_reach(parts: Parts) -> Expression | None:
    """Read a count of units that reach up to the page's day or begin after it."""
    if "v" in parts.match.group():
        return _VAGUE
    pair, plain = parts.atom("pair"), parts.atom("unit")
    bare, word = not parts.match.groupdict().get("count"), parts.atom("turn")
    if bare and plain and word and (plain.value in _PLURALS or word.value == "past_many"):
        return _VAGUE
    unit = str(pair.value) if pair else _UNITS[parts.match.group("unit")]
    counted = 2 if pair else parts.number("count") or 1
    return Expression("reach", count=TURNS[parts.match.group("turn")] * counted, unit=unit)


def read_rest(parts: Parts) -> Expression | None:
    """Read "the rest of the week"."""
    return Expression("rest", unit=_UNITS[parts.match.group("unit")])


def read_weekend(parts: Parts) -> Expression | None:
    """Read a weekend."""
    letter = parts.letter("ru")
    return Expression("weekend", turn=TURNS[letter] if letter else None)


def read_page_week(parts: Parts) -> Expression | None:
    """Read "earlier in the week" as the page's week."""
    return Expression("shift", unit="week")


def read_later(parts: Parts) -> Expression | None:
    """Leave "two days later" to the caller, who knows which day the text spoke of."""
    return Expression("same-day", note="counted-from-text")


def read_now(parts: Parts) -> Expression | None:
    """Read "now", which is a date only at the end of a stretch."""
    return Expression("shift", note=NOW)


def read_unit(parts: Parts) -> Expression | None:
    """Read last, this or next week, month or year; of "the last years" nothing is known."""
    atom = next(a for a in parts.atoms("ru") if a.code in _UNITS)
    if atom.value in _PLURALS:
        return _VAGUE
    return Expression("shift", count=TURNS[parts.letter("ru")], unit=_UNITS[atom.code])


def read_weekdays_of_week(parts: Parts) -> Expression | None:
    """Read a stretch of weekdays of last, this or next week."""
    count, first, last = TURNS[parts.letter("ru")], parts.atom("W"), parts.atom("W2")
    if first is None or last is None or first.value[0] >= last.value[0]:
        return None
    ends = tuple(Expression("weekday", weekday=a.value[0], count=count, unit="week") for a in (first, last))
    return Expression("between", parts=ends)


def read_weekday_of_week(parts: Parts) -> Expression | None:
    """Read a weekday of last, this or next week."""
    weekday = parts.atom("W")
    return (
        Expression("weekday", weekday=weekday.value[0], count=TURNS[parts.letter("ru")], unit="week")
        if weekday
        else None
    )


def read_relative(parts: Parts) -> Expression | None:
    """Read a day counted from today, with the weekday beside it."""
    weekday = parts.atom("W")
    return Expression("shift", count=parts.number("R") or 0, weekday=weekday.value[0] if weekday else None)


def read_weekday(parts: Parts) -> Expression | None:
    """Read a weekday alone; one that is also a city needs the word for day or a modifier."""
    atom = parts.atom("W")
    if atom is None or atom.value[1]:
        return None
    letter = parts.letter("m1 m2")
    word = parts.scan.text[atom.start : atom.stop]
    if parts.scan.lexicon.is_city(word) and not letter and not parts.match.group("j"):
        return None
    return Expression("weekday", weekday=atom.value[0], turn=TURNS[letter] if letter else None)


def read_same_day(parts: Parts) -> Expression | None:
    """Leave "on the same day" and "the next day" to the caller, who knows which day the text spoke of."""
    kind = str(parts.scan.atoms[parts.match.start()].value).replace("_", "-")
    return Expression("same-day", count={"next-day": 1, "day-before": -1}.get(kind, 0), note=kind)
