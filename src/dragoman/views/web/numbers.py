"""Numbers that readers send: none is greater than what the store can look for."""

from typing import Annotated

from fastapi import Form, Query

GREATEST = 2**31 - 1
DIGITS = 9
"""So many digits make no greater number."""

InAddress = Annotated[int, Query(ge=0, le=GREATEST)]
InForm = Annotated[int, Form(ge=0, le=GREATEST)]


def read_number(words: str) -> int | None:
    """Return a number as it is written, ``None`` where it is none or has too many digits.

    >>> read_number("12"), read_number("-1"), read_number("1" * 5000)
    (12, None, None)
    """
    return int(words) if words.isascii() and words.isdigit() and len(words) <= DIGITS else None
