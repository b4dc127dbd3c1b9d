"""Cells of tables that no spreadsheet takes for a formula, and how to have their text back."""

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")  # the wide forms count where a spreadsheet is set to Japanese
_GUARDED = re.compile(r"''*[=+\-@\t\r\n＝＋－＠]")


def guard(cell: str) -> str:
    """Return a text that no spreadsheet runs: an apostrophe goes before one that begins like a formula.

    >>> guard("=1+1"), guard("Далер"), guard("'Abd")
    ("'=1+1", 'Далер', "'Abd")

    Source: OWASP, CSV injection.
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """Return what :func:`guard` was given.

    >>> unguard(guard("'=1")), unguard("'Abd")
    ("'=1", "'Abd")
    """
    return cell[1:] if _GUARDED.match(cell) else cell
