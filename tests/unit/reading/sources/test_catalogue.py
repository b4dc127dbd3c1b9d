from datetime import timedelta
from pathlib import Path

import pytest

from dragoman.errors import UsageError
from dragoman.reading.sources.catalogue import load_catalogue

WHOLE = """
[[source]]
name = "پیام دره"
address = "https://payam.example/rss"
kind = "feed"
language = "fa"
outlet = "Payam"
reliability = "state"
interval = "2 h"

[[source]]
name = "Archive"
address = "pages/archive.csv"
fields = { text = "body" }
"""
START = '[[source]]\nname = "A"\naddress = "a.txt"\n'


def load(tmp_path: Path, text: str):
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return load_catalogue(path)


def test_sources_are_loaded_in_order(tmp_path):
    one, two = load(tmp_path, WHOLE)
    assert (one.name, one.kind, one.language, one.interval) == ("پیام دره", "feed", "fa", timedelta(hours=2))
    assert (one.is_remote, one.options.outlet, one.options.hint) == (True, "Payam", "fa")
    assert (two.address, two.is_remote, dict(two.options.fields)) == (
        str(tmp_path / "pages/archive.csv"), False, {"text": "body"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", r"sources are tables \[\[source\]\]"),
        ("x = 1\n" + START, r"got x"),
        ("source = 3", r"tables"),
        ("[[source", r"no TOML"),
        ('[[source]]\nname = "A"', r"source 1 \(A\): address is missing"),
        ('[[source]]\naddress = "a"', r"source 1: name is missing"),
        (START + "colour = 1", r"no key colour; the keys are name, address"),
        (START + 'kind = "rss"', r"kind is 'rss'; the kinds are folder, page"),
        (START + "language = 5", r"language is 5; it is a text"),
        (START + 'language = "Russian language"', r"a tag such as fa"),
        (START + 'interval = "soon"', r"interval is 'soon'.*30m"),
        (START + 'interval = "0m"', r"interval is '0m'"),
        (START + 'fields = { wording = "x" }', r"a page has no wording; it is made of id"),
        (START + "fields = { text = 3 }", r"it is a table such as"),
        (START + START, r"two sources are called A"),
        (START.replace("a.txt", "ftp://a.example/x"), r"ftp://\.\.\.; it is a path"),
        (START.replace("a.txt", "https:///x"), r"no host"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path, text, words):
    with pytest.raises(UsageError, match=words):
        load(tmp_path, text)


def test_a_password_is_refused_and_not_repeated(tmp_path):
    with pytest.raises(UsageError, match=r"a\.example holds a user") as caught:
        load(tmp_path, START.replace("a.txt", "https://me:secret@a.example/x"))
    assert "secret" not in str(caught.value)


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(UsageError, match="No such file"):
        load_catalogue(tmp_path / "none.toml")
