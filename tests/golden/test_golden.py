"""Pages as they come from the web, and the reading expected of them.

A page lies beside its reading, ``pages/<name>.json``. ``xfail`` there names the parts that are read wrongly today, each
with its reason.
"""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.golden.difference import describe, find_difference, load_expected, read_page

from dragoman.model import Reading

PAGES = sorted(p for p in (Path(__file__).parent / "pages").iterdir() if p.suffix != ".json")


@cache
def read(path: Path) -> dict[str, Any]:
    reading = read_page(path)
    assert isinstance(reading, Reading), reading
    return describe(reading)


def parts(*names: str) -> list[Any]:
    """A case for each page and part of its reading."""
    cases = []
    for path in PAGES:
        wrong = load_expected(path).get("xfail", {})
        for name in names:
            marks = [pytest.mark.xfail(strict=True, reason=wrong[name])] if name in wrong else []
            cases.append(pytest.param(path, name, id=f"{path.stem}-{name}", marks=marks))
    return cases


def test_every_language_has_two_pages() -> None:
    assert len(PAGES) == 10
    assert {p.name[:2] for p in PAGES} == {"ar", "en", "fa", "ru", "tg"}
    assert all(p.with_suffix(".json").is_file() for p in PAGES)


@pytest.mark.parametrize(("path", "part"), parts("language", "title", "published"))
def test_the_article(path: Path, part: str) -> None:
    assert read(path)[part] == load_expected(path)[part]


@pytest.mark.parametrize(("path", "part"), parts("entities", "offices", "events"))
def test_the_reading(path: Path, part: str) -> None:
    difference = find_difference(read(path)[part], load_expected(path)[part])
    assert not difference, f"{path.name}, {part}:\n{difference}"


def test_a_difference_is_readable() -> None:
    assert find_difference(["a"], ["a"]) == ""
    assert find_difference(["a", "c"], ["a", "b"]) == "- b\n+ c"
