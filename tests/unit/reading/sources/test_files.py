import gzip
import io
import json
import os
import socket
import zipfile

import pytest

from dragoman.errors import UsageError
from dragoman.model.pages import Page, Rejected
from dragoman.reading.pages.intake import LINE_LIMIT, PAGE_LIMIT
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


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf \t"])
def test_a_first_record_longer_than_a_line_of_a_page_is_a_record(mark):
    long = json.dumps({"id": "a", "text": "The talks went on. " * (LINE_LIMIT // 15)}).encode()
    content = mark + long + b'\n{"id": "b", "text": "z"}'
    assert [page.name for page in iterate_pages(["-"], stdin=io.BytesIO(content))] == ["a", "b"]
    assert [page.name for page in iterate_pages(["-"], stdin=io.BytesIO(mark + long))] == ["a"]
    (rejected,) = iterate_pages(["-"], stdin=io.BytesIO(mark + b"{" + b"x" * (PAGE_LIMIT + 1)))
    assert rejected.reason == "line-too-long"


def test_an_unreadable_path_is_a_rejection(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("x")

    def refuse(self, mode):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "open", refuse)
    (page,) = iterate_pages([path])
    assert isinstance(page, Rejected)
    assert (page.reason, page.where) == ("unreadable", "Permission denied")


def test_a_folder_that_may_be_listed_but_not_entered_is_counted(tmp_path, monkeypatch):
    (tmp_path / "closed").mkdir()
    for name in ("a.txt", "closed/b.txt", "closed/sub", "d.txt"):
        (tmp_path / name).write_text("The talks went on.")
    ask = type(tmp_path).is_dir

    def refuse(self, **options):
        if self.parent.name == "closed":
            raise PermissionError(13, "Permission denied")
        return ask(self, **options)

    monkeypatch.setattr(type(tmp_path), "is_dir", refuse)
    found = [(page.name, getattr(page, "reason", ""), getattr(page, "where", "")) for page in iterate_pages([tmp_path])]
    assert found == [
        ("a", "", ""),
        ("b", "unreadable", "Permission denied"),
        ("sub", "unreadable", "Permission denied"),
        ("d", "", ""),
    ]


def test_a_file_over_the_limit_is_rejected_by_its_head(tmp_path):
    one_line, many = tmp_path / "one.txt", tmp_path / "many.txt"
    one_line.write_bytes(b"x" * (PAGE_LIMIT + 1))
    many.write_bytes(b"line\n" * (PAGE_LIMIT // 5 + 1))
    assert [page.reason for page in iterate_pages([one_line, many])] == ["line-too-long", "too-large"]


@pytest.mark.parametrize("suffix", [".txt", ".html", ".jsonl"])
def test_a_pipe_or_socket_is_rejected_and_not_waited_for(tmp_path, suffix):
    os.mkfifo(tmp_path / f"pipe{suffix}")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / f"socket{suffix}"))
        found = list(iterate_pages([tmp_path, tmp_path / f"pipe{suffix}"]))
    assert [(page.name, page.reason) for page in found] == [
        ("pipe", "unreadable"), ("socket", "unreadable"), ("pipe", "unreadable"),
    ]  # fmt: skip
    assert found[0].where == "a pipe, not a file; standard input is -"


def test_a_packed_page_is_whole_or_rejected(tmp_path):
    packed = gzip.compress(b"The talks went on.")
    for name, content in (("a", packed), ("b", packed + b"\n"), ("c", packed[:-4]), ("d", packed[:-8] + b"\x00" * 8)):
        (tmp_path / f"{name}.txt.gz").write_bytes(content)
    found = list(iterate_pages([tmp_path]))
    assert [page.content for page in found[:2]] == [b"The talks went on."] * 2
    assert [(page.reason, page.where.partition(":")[0]) for page in found[2:]] == [("malformed", "broken gzip")] * 2


@pytest.mark.parametrize("size", [1, 2, 3, 1000])
def test_records_before_packing_breaks_off_are_read(tmp_path, size):
    packed = gzip.compress(b"".join(b'{"id": "%d", "text": "The talks went on."}\n' % n for n in range(size)))
    (tmp_path / "a.jsonl.gz").write_bytes(packed[:-4])
    *found, broken = iterate_pages([tmp_path])
    assert [page.name for page in found] == [str(number) for number in range(size)]
    assert broken.reason == "malformed"


def test_packed_records_of_which_none_is_whole_are_rejected(tmp_path):
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b'{"id": "a", "text": "The talks went on."}\n' * 9)[:15])
    assert [page.reason for page in iterate_pages([tmp_path])] == ["malformed"]


def test_a_packed_archive_of_zip_is_read(tmp_path):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("b.txt", b"The talks went on.")
    (tmp_path / "a.zip.gz").write_bytes(gzip.compress(made.getvalue()))
    assert [page.name for page in iterate_pages([tmp_path])] == ["b"]


def test_a_pipe_that_the_shell_has_opened_is_read():
    end, start = os.pipe()
    os.write(start, b"The talks went on.\n")
    os.close(start)
    try:
        (page,) = iterate_pages([f"/dev/fd/{end}"])
    finally:
        os.close(end)
    assert (page.content, page.address) == (b"The talks went on.\n", f"/dev/fd/{end}")


def test_a_link_to_a_folder_above_is_passed_over(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "sub" / "a.txt").write_text("The talks went on.")
    assert [page.name for page in iterate_pages([tmp_path])] == ["a"]
    assert count_pages([tmp_path]) == 1


ONE = json.dumps({"id": "one", "text": "The talks went on."})


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("{broken\n" + ONE, ["malformed", "one"]),
        ("\n\n\n\n" + ONE, ["one"]),
        (f"[\n{ONE}\n]", ["one"]),
        ('{"a":' * 100_000, ["malformed"]),
        ("[" * 100_000, ["malformed"]),
        (ONE + "\n" + "[" * 100_000 + "\n" + ONE.replace("one", "two"), ["one", "malformed", "two"]),
        ("a log\nof lines\nand more\nand more", ["malformed"]),
        (json.dumps({"id": "one", "paragraphs": ["The talks", 3, "went on."]}), ["one"]),
        (json.dumps({"id": "one", "text": {"a": 1}}), ["empty"]),
    ],
)
def test_records_survive_what_is_broken_around_them(tmp_path, content, found):
    path = tmp_path / "news.json"
    path.write_text(content)
    assert [p.reason if isinstance(p, Rejected) else p.name for p in iterate_pages([path])] == found


def test_records_in_utf_16_are_read(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_bytes(f"{ONE}\r\n{ONE.replace('one', 'two')}".encode("utf-16"))
    assert [page.name for page in iterate_pages([path])] == ["one", "two"]


def test_a_record_without_text_says_which_fields_it_has(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_text('{"id": "one", "abstract": "Talks"}')
    (rejected,) = iterate_pages([path])
    assert rejected.where == "no field text or html; its fields: id, abstract"
