import gzip
import io
import random

import pytest

from dragoman.errors import UsageError
from dragoman.model.pages import Page, Rejected
from dragoman.reading.sources import SourceOptions, iterate_pages, parse_fields
from dragoman.reading.sources.columns import iterate_rows
from dragoman.reading.sources.origin import Origin


def rows(content: bytes, *, name: str = "news.csv", fields: str = "") -> list[Page | Rejected]:
    options = SourceOptions(fields=parse_fields(fields)) if fields else SourceOptions()
    return list(iterate_rows(io.BytesIO(content), Origin("news", name, options)))


def texts(content: bytes, **options: str) -> list[str]:
    return [page.content.decode() if isinstance(page, Page) else page.reason for page in rows(content, **options)]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("title,text\nTalks,They met.\n", ["Talks\n\nThey met."]),
        ("title;text;date\nTalks;They met, at last.;2024-03-05\n", ["Talks\n2024-03-05\n\nThey met, at last."]),
        ("title\ttext\nПереговоры\tСтороны встретились.\n", ["Переговоры\n\nСтороны встретились."]),
        ("عنوان|text\nمحادثات|التقى الوزيران.\n", ["التقى الوزيران."]),
        ('Title , TEXT\n"Talks","Line one\nline ""two"", three"\n', ['Talks\n\nLine one\nline "two", three']),
        ("text\nThey met.\n\n\nThey parted.\n", ["They met.", "They parted."]),
        ("text,lang\nThey met.\n", ["They met."]),
        ("text,lang\nThey met.,en,,\n", ["They met."]),
        ("text,lang\nThey, met.,en\nThey parted.,en\n", ["malformed", "They parted."]),
        ("text,lang\n,en\nThey parted.,en\n", ["empty", "They parted."]),
        ("", ["empty"]),
        ("\n\n", ["empty"]),
        ("a,b\n1,2\n", ["malformed"]),
    ],
)
def test_rows_become_pages(content, found):
    assert texts(content.encode()) == found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_encodings_and_byte_order_marks(encoding):
    table = "title;text\r\nПереговоры;Президент Карим Далеров принял посла, стороны обсудили торговлю.\r\n" * 3
    assert (
        texts(table.encode(encoding))[0]
        == "Переговоры\n\nПрезидент Карим Далеров принял посла, стороны обсудили торговлю."
    )


def test_a_field_map_names_the_columns():
    pages = rows(b"Nr,Body,Day\n7,They met.,2024-03-05\n", fields="id=nr,text=body,date=day")
    assert [(page.name, page.content.decode()) for page in pages] == [("7", "2024-03-05\n\nThey met.")]


def test_a_row_may_leave_out_its_last_cells():
    pages = rows(b"Body,Day,Link\nThey met.\nThey parted.,2024-03-05\n,\n", fields="text=body,date=day,url=link")
    found = [page.content.decode() if isinstance(page, Page) else (page.reason, page.where) for page in pages]
    assert found == ["They met.", "2024-03-05\n\nThey parted.", ("empty", "")]


def test_a_mapped_text_goes_before_one_that_is_called_so():
    assert texts(b"text,html,full\nshort,<p>x</p>,They met.\n", fields="text=full") == ["They met."]


def test_a_column_that_is_not_there_is_the_callers_mistake(tmp_path):
    path = tmp_path / "news.csv"
    path.write_text("nr,story,day\n1,They met.,2024\n")
    with pytest.raises(UsageError, match=r"no column body; its columns: nr, story, day"):
        iterate_pages([path], options=SourceOptions(fields=parse_fields("text=body")))
    (rejected,) = iterate_pages([path])
    assert (rejected.reason, "its columns: nr, story, day" in rejected.where) == ("malformed", True)


@pytest.mark.parametrize("text", ["", "text", "text=", "=body", "wording=body", "text=body,x=y"])
def test_what_is_no_field_map_is_refused(text):
    with pytest.raises(UsageError, match=r"text=body|it is made of"):
        parse_fields(text)


def test_long_cells_are_read_and_endless_ones_counted():
    long, endless = b"x y " * 100_000, b'"' + b"word " * 4_500_000
    found = rows(b"text,lang\n" + long + b",en\n" + endless + b'"\nThey met.,en\n')
    assert (len(found[0].content), found[1].reason, found[2].content) == (400_000, "malformed", b"They met.")
    assert found[1].where.startswith("row 3: field larger than field limit")


def test_a_file_packed_by_gzip_is_read(tmp_path):
    path = tmp_path / "news.csv.gz"
    path.write_bytes(gzip.compress("text,date\nدیدار کردند.,1402-12-15\n".encode()))
    (page,) = iterate_pages([tmp_path])
    assert (page.content.decode(), page.address) == ("1402-12-15\n\nدیدار کردند.", f"{path}:2")


ROWS = b"text,url\n" + b"".join(b"They met for talk %d.,https://a.example/%d\n" % (n, n) for n in range(1000))
LONG_ROWS = ROWS.replace(b"met for", b"met " + b"and met " * 20 + b"for")


@pytest.mark.parametrize("content", [ROWS, LONG_ROWS])
@pytest.mark.parametrize("missing", [4, 8])
def test_all_rows_before_packing_breaks_off_are_read(tmp_path, content, missing):
    path = tmp_path / "news.csv.gz"
    path.write_bytes(gzip.compress(content)[:-missing])
    *found, broken = iterate_pages([path])
    assert [page.address for page in found] == [f"https://a.example/{number}" for number in range(1000)]
    assert (broken.reason, broken.where.partition(":")[0]) == ("malformed", "broken gzip")


def test_rows_before_broken_packing_are_read(tmp_path):
    path = tmp_path / "news.csv.gz"
    choose = random.Random(1)
    noise = b"".join(b"met %d,https://a.example/%d\n" % (choose.getrandbits(64), n) for n in range(9000))
    packed = bytearray(gzip.compress(b"text,url\n" + noise))
    packed[len(packed) // 2 : len(packed) // 2 + 50] = b"\xff" * 50
    path.write_bytes(packed)
    *found, broken = iterate_pages([path])
    assert 2000 < len(found) < 7000
    assert (broken.reason, broken.where.partition(":")[0]) == ("malformed", "broken gzip")


@pytest.mark.parametrize("tail", [b"\n", b"\x00\x00\x00", b"made by a tool"])
def test_what_follows_packed_rows_is_left_alone(tmp_path, tail):
    path = tmp_path / "news.csv.gz"
    path.write_bytes(gzip.compress(ROWS[:2000]) + gzip.compress(ROWS[2000:]) + tail)
    assert [type(page) for page in iterate_pages([path])] == [Page] * 1000


def test_a_field_map_is_checked_against_what_packed_rows_unpack_to(tmp_path):
    path = tmp_path / "news.csv.gz"
    path.write_bytes(gzip.compress(b"body,day\nThey met.,2024-03-05\n"))
    options = SourceOptions(fields=parse_fields("text=body,date=day"))
    assert [page.content for page in iterate_pages([path], options=options)] == [b"2024-03-05\n\nThey met."]
    with pytest.raises(UsageError, match=r"no column story; its columns: body, day"):
        iterate_pages([path], options=SourceOptions(fields=parse_fields("text=story")))
    path.write_bytes(path.read_bytes()[:12])
    assert [page.reason for page in iterate_pages([path], options=options)] == ["malformed"]


def test_json_records_take_a_field_map_too(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_text('{"story": "They met.", "text": "x"}\n{"text": "They parted."}\n')
    one, other = iterate_pages([path], options=SourceOptions(fields=parse_fields("text=story"), hint="en"))
    assert (one.content, one.hint) == (b"They met.", "en")
    assert (other.reason, other.where) == ("malformed", "no field story; its fields: text")
