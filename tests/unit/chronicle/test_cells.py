"""Tables are safe to open, and what was made safe is had back."""

import csv
import io

import pytest

from dragoman.chronicle.cells import guard, unguard
from dragoman.chronicle.exchange import parse_rows
from dragoman.views.cli.output import write_csv


@pytest.mark.parametrize(
    "text", ["=1+1", "+7 (495)", "-", "@x", "\t=", "'=1", "''@", "＝1", "\r\n", "'Abd", "", "Далер = мэр"]
)
def test_what_was_made_safe_is_had_back(text: str) -> None:
    assert unguard(guard(text)) == text
    assert guard(text)[:1] not in ("=", "+", "-", "@", "\t", "\r", "＝")


def test_commands_print_no_formula(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    write_csv(("name", "number", "nothing"), [("=1+1", -5, None)])
    page = capsysbinary.readouterr().out.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(page, newline=""))) == [["name", "number", "nothing"], ["'=1+1", "-5", ""]]


def test_judgements_are_taken_in_as_they_were() -> None:
    (row,) = parse_rows("verdict,a,b,why\r\nsame,x,y,'=see page 2\r\n")
    assert row["why"] == "=see page 2"
