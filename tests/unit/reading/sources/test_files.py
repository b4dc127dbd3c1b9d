import io
import json

import pytest

from dragoman.errors import UsageError
from dragoman.model.pages import Page, Rejected
from dragoman.reading.pages.intake import PAGE_LIMIT
from dragoman.reading.sources import count_pages, iterate_pages


def test_a_folder_gives_its_pages_sorted_and_without_hidden_ones(tmp_path):
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.ru.txt", "sub/c.html", ".hidden.txt", "d.png", "e.htm"):
        (tmp_path / name).write_text("<p>The talks went on.</p>")
    assert [page.name for page in iterate_pages([tmp_path])] == ["a.ru", "b", "e", "c"]
    assert count_pages([tmp_path]) == 4


def test_a_file_named_outright_is_read_whatever_its_suffix(tmp_path):
    path = tmp_path / "page.log"
    path.write_text("The talks went on.")
    (page,) = iterate_pages([str(path)])
    assert isinstance(page, Page)
    assert (page.name, page.address) == ("page", str(path))


def test_a_missing_path_is_the_callers_mistake_before_any_page_is_read(tmp_path):
    with pytest.raises(UsageError, match=r"nowhere\.txt"):
        iterate_pages([tmp_path, tmp_path / "nowhere.txt"])


def test_records_become_pages_and_bad_lines_rejections(tmp_path):
    path = tmp_path / "news.jsonl"
    records = [
        json.dumps({"id": "one", "text": "The talks went on.", "title": "Talks", "date": "2020-02-03", "lang": "en"}),
        "{broken",
        "",
        json.dumps(["a list"]),
        json.dumps({"url": "https://example.org/x", "html": "<p>Hello</p>"}),
        json.dumps({"id": 7, "text": ""}),
        json.dumps({"id": 8}),
    ]
    path.write_text("\n".join(records), encoding="utf-8")
    one, broken, listed, linked, empty, bare = iterate_pages([path])
    assert (one.name, one.hint, one.content.decode()) == ("one", "en", "Talks\n2020-02-03\n\nThe talks went on.")
    assert (broken.reason, broken.address) == ("malformed", f"{path}:2")
    assert (listed.reason, listed.address) == ("malformed", f"{path}:4")
    assert (linked.name, linked.address, linked.content_type) == (
        "news:5",
        "https://example.org/x",
        "text/html; charset=utf-8",
    )
    assert (empty.name, empty.reason) == ("7", "empty")
    assert (bare.name, bare.reason) == ("8", "malformed")
    assert count_pages([path]) is None


@pytest.mark.parametrize("text", ['{\n "id": "x",\n "text": "Talks"\n}', '[{"id": "x", "text": "Talks"}]'])
def test_a_json_file_may_be_one_record_or_a_list(tmp_path, text):
    path = tmp_path / "x.json"
    path.write_text(text)
    (page,) = iterate_pages([path])
    assert isinstance(page, Page)
    assert (page.name, page.content) == ("x", b"Talks")


@pytest.mark.parametrize(
    ("content", "names"),
    [
        (b"The talks went on.\nThey ended.", ["stdin"]),
        (b"<html><body>Talks</body></html>", ["stdin"]),
        (b'{"id": "a", "text": "x y"}\n{"id": "b", "text": "z"}\n', ["a", "b"]),
    ],
)
def test_standard_input(content, names):
    pages = list(iterate_pages(["-"], stdin=io.BytesIO(content)))
    assert all(isinstance(page, Page) for page in pages)
    assert [page.name for page in pages] == names


def test_an_unreadable_path_is_a_rejection(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("x")

    def refuse(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "read_bytes", refuse)
    (page,) = iterate_pages([path])
    assert isinstance(page, Rejected)
    assert (page.reason, page.where) == ("unreadable", "Permission denied")


def test_a_file_over_the_limit_is_rejected_by_its_head(tmp_path):
    one_line, many = tmp_path / "one.txt", tmp_path / "many.txt"
    one_line.write_bytes(b"x" * (PAGE_LIMIT + 1))
    many.write_bytes(b"line\n" * (PAGE_LIMIT // 5 + 1))
    assert [page.reason for page in iterate_pages([one_line, many])] == ["line-too-long", "too-large"]
