"""Shards: the same pages as a local run, under the same names, from any kind of input, and no half result."""

import gzip
import json
import os
from pathlib import Path

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.cluster.deeds import HangingReader

from dragoman.chronicle import open_chronicle
from dragoman.errors import UsageError
from dragoman.model import Page, Rejected
from dragoman.reading.sources.files import iterate_pages
from dragoman.reading.sources.origin import SourceOptions
from dragoman.runner.cluster import reading
from dragoman.runner.cluster.inputs import iterate_shard
from dragoman.runner.cluster.layout import decode_rows
from dragoman.runner.cluster.merging import list_manifests, merge_readings
from dragoman.runner.cluster.places import join_place, read_place, write_place
from dragoman.runner.cluster.reading import ReadTask, load_manifest, read_shard
from dragoman.runner.cluster.shards import list_shards
from dragoman.runner.limits import Limits
from dragoman.runner.local import read_pages
from dragoman.runner.reports import ReadReport

MEETING = "en 2024-03-0{} Herald\nmeet happened 2024-03-01 | [Karim Daler|person] met [Guest N{}|person]."
TEXTS = [MEETING.format(1 + number % 3, number) for number in range(11)]


def write_lines(path: Path) -> Path:
    lines = [json.dumps({"text": text, "url": f"https://example.org/{n}"}) for n, text in enumerate(TEXTS)]
    lines[4] = '{"text": broken'
    lines.insert(2, "")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def read_all(shards: list) -> list[Page | Rejected]:
    return [page for shard in shards for page in iterate_shard(shard, SourceOptions())]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_lines_that_are_cut_give_the_pages_of_the_whole_file(size: int, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "crawl.jsonl")
    shards = list_shards([str(path)], pages=size)
    assert [shard.number for shard in shards] == list(range(len(shards)))
    assert len(shards) == -(-12 // size)
    assert read_all(shards) == list(iterate_pages([path]))


def test_pages_of_a_folder_are_taken_together_and_all_else_is_a_shard(tmp_path: Path) -> None:
    for number, text in enumerate(TEXTS):
        (tmp_path / f"p{number:02}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "z.csv").write_text("text,url\nnothing,https://example.org/z\n", encoding="utf-8")
    shards = list_shards([str(tmp_path)], pages=4)
    assert [len(shard.files) for shard in shards] == [4, 4, 3, 1]
    assert read_all(shards) == list(iterate_pages([tmp_path]))


def test_tables_of_parquet_are_cut_between_their_groups(tmp_path: Path) -> None:
    rows = [{"text": text, "url": f"https://example.org/{n}"} for n, text in enumerate(TEXTS)]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "t.parquet", row_group_size=3)
    shards = list_shards([str(tmp_path / "t.parquet")], pages=5)
    assert [shard.groups for shard in shards] == [(0, 1), (2, 3)]
    pages = read_all(shards)
    assert [page.address for page in pages] == [row["url"] for row in rows]
    assert all(isinstance(page, Page) for page in pages)


def read_table(table: pa.Table, path: Path, **fields: str) -> list[str]:
    pq.write_table(table, path)
    found = [page for shard in list_shards([str(path)]) for page in iterate_shard(shard, SourceOptions(fields=fields))]
    return [page.content.decode() if isinstance(page, Page) else f"{page.reason}: {page.where}" for page in found]


def test_a_row_whose_column_is_empty_is_read_as_json_with_null_is(tmp_path: Path) -> None:
    rows = [{"body": "They met.", "day": None}, {"body": None, "day": "2024-03-05"}, {"body": "Over.", "day": "x"}]
    asked = {"text": "body", "date": "day"}
    found = read_table(pa.Table.from_pylist(rows), tmp_path / "t.parquet", **asked)
    assert found == ["They met.", "empty: ", "x\n\nOver."]
    path = tmp_path / "t.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (shard,) = list_shards([str(path)])
    again = iterate_shard(shard, SourceOptions(fields=asked))
    assert [one.content.decode() if isinstance(one, Page) else f"{one.reason}: " for one in again] == found


def test_values_that_python_has_no_room_for_lose_no_row(tmp_path: Path) -> None:
    path, text = tmp_path / "t.parquet", pa.array(["They met.", "They parted."])
    nanoseconds = pa.array([1_709_600_000_123_456_789, None], pa.timestamp("ns"))
    far = pa.array([2**31 - 1, 19_787], pa.date32())
    assert read_table(pa.table({"text": text, "seen": nanoseconds, "until": far}), path) == text.to_pylist()
    found = read_table(pa.table({"text": text, "seen": nanoseconds}), path, date="seen")
    assert found == ["2024-03-05 00:53:20.123456789\n\nThey met.", "They parted."]
    found = read_table(pa.table({"text": text, "until": far}), path, date="until")
    assert found[1] == "2024-03-05\n\nThey parted."
    assert found[0].endswith("They met.")
    torn = pa.array([b"They met \xff.", b"They parted."]).view(pa.string())
    assert read_table(pa.table({"text": torn}), path) == ["They met \ufffd.", "They parted."]


def test_a_table_without_text_says_which_columns_it_has(tmp_path: Path) -> None:
    found = read_table(pa.table({"a": [1, 2], "b": [[1], None]}), tmp_path / "t.parquet")
    assert found == ["malformed: no field text or html; its fields: a, b"] * 2


def test_a_broken_file_is_rejected_and_what_came_before_the_break_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 this is none")
    packed = gzip.compress("\n".join(json.dumps({"text": text * 3000}) for text in TEXTS).encode(), mtime=0)
    (tmp_path / "b.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    found = read_all(list_shards([str(tmp_path)]))
    broken = [(one.reason, one.where) for one in found if isinstance(one, Rejected)]
    assert [reason for reason, _ in broken] == ["malformed", "malformed"]
    assert broken[0][1].startswith("broken Parquet: ")
    assert broken[1][1].startswith("broken gzip: ")
    assert any(isinstance(one, Page) for one in found)


def test_one_file_that_cannot_be_read_does_not_end_the_run(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.csv").write_text("text\nnothing\n", encoding="utf-8")
    (pages / "b.csv").write_text(f'body\n"{TEXTS[0]}"\n', encoding="utf-8")
    Path(os.fsdecode(os.fsencode(pages) + b"/caf\xe9.txt")).write_text(TEXTS[1], encoding="utf-8")
    (pages / "d.txt").write_text(TEXTS[2], encoding="utf-8")
    (pages / "e.txt").write_text(TEXTS[3], encoding="utf-8")
    shards = list_shards([str(pages)])
    assert [shard.number for shard in shards] == list(range(4))
    (pages / "e.txt").unlink()
    asked = {"limits": Limits(0, 0), "fields": (("text", "body"),)}
    tasks = [ReadTask(shard, str(tmp_path / "readings"), HangingReader, **asked) for shard in shards]
    manifests = [read_shard(task) for task in tasks]
    assert [(one.read, one.rejected) for one in manifests] == [
        (0, {"malformed": 1}),
        (1, {}),
        (0, {"unreadable": 1}),
        (1, {"unreadable": 1}),
    ]
    found = [one for shard in shards for one in iterate_shard(shard, tasks[0].options) if isinstance(one, Rejected)]
    assert [(one.address.rpartition("/")[2], one.where) for one in found] == [
        ("a.csv", "no column body; its columns: text"),
        ("caf\\udce9.txt", "its name is not UTF-8"),
        ("e.txt", "No such file or directory"),
    ]


def test_what_is_not_there_is_said_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file or folder"):
        list_shards([str(tmp_path / "none.jsonl")])
    with pytest.raises(UsageError, match="no readings; dragoman cluster read writes them"):
        list_manifests(str(tmp_path))


def local_digest(pages: Path, folder: Path) -> tuple[str, ReadReport]:
    chronicle = open_chronicle(folder / "local.db")
    try:
        report = read_pages(chronicle, iterate_pages([pages]), make_reader=HangingReader)
        return chronicle.digest(), report
    finally:
        chronicle.close()


def merged_digest(readings: str, folder: Path) -> str:
    chronicle = open_chronicle(folder / "merged.db")
    try:
        merge_readings(readings, chronicle)
        return chronicle.digest()
    finally:
        chronicle.close()


@pytest.mark.parametrize("output", ["readings", "memory://readings"])
def test_readings_hold_all_that_a_local_run_stores(output: str, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "crawl.jsonl")
    with path.open("a", encoding="utf-8") as file:  # the same bytes, the same text, and what cannot be used
        again = {"text": TEXTS[0], "url": "https://example.org/again"}
        file.write("\n" + "".join(json.dumps(one) + "\n" for one in (again, again, {"text": ""}, {"text": "explode"})))
    output = output if "://" in output else str(tmp_path / output)
    for shard in list_shards([str(path)], pages=4):
        read_shard(ReadTask(shard, output, HangingReader, Limits(0, 0)))
    digest, report = local_digest(path, tmp_path)
    assert merged_digest(output, tmp_path) == digest
    assert sum(one.pages for one in list_manifests(output)) == report.total
    days = {name.partition("/")[0] for one in list_manifests(output) for name in one.files}
    assert days == {"day=2024-03-01", "day=2024-03-02", "day=2024-03-03", "day=unknown"}


def test_input_may_lie_in_an_object_store(tmp_path: Path) -> None:
    content = write_lines(tmp_path / "crawl.jsonl").read_bytes()
    fsspec.filesystem("memory").pipe_file("/news/crawl.jsonl", content)
    shards = list_shards(["memory://news"], pages=5)
    assert [shard.files for shard in shards] == [("memory:///news/crawl.jsonl",)] * 3
    pages = read_all(shards)
    assert [page.name for page in pages] == [page.name for page in iterate_pages([tmp_path / "crawl.jsonl"])]


def test_a_shard_that_was_read_is_left_alone_and_half_of_one_does_not_count(tmp_path: Path) -> None:
    (shard,) = list_shards([str(write_lines(tmp_path / "crawl.jsonl"))])
    task = ReadTask(shard, str(tmp_path / "readings"), HangingReader, Limits(0, 0))
    first = read_shard(task)
    before = {name: Path(task.output, name).stat().st_mtime_ns for name in first.files}
    assert read_shard(task) == first
    assert {name: Path(task.output, name).stat().st_mtime_ns for name in first.files} == before
    Path(task.output, "shards", "00000000.json").unlink()  # as where a process died before it was done
    Path(task.output, first.files[0]).write_bytes(b"half")
    assert read_shard(task) == first
    rows = [row for name in first.files for row in decode_rows(read_place(join_place(task.output, name)) or b"")]
    assert sorted(row.place for row in rows) == list(range(first.pages))
    assert [path for path in Path(task.output).rglob(".*")] == []


def read_again(path: Path, output: Path, *, pages: int = 4, **asked: object) -> list[bool]:
    """Read a file, and tell of each of its shards whether it was left alone."""
    tasks = [
        ReadTask(shard, str(output), HangingReader, **{"limits": Limits(0, 0), **asked})
        for shard in list_shards([str(path)], pages=pages)
    ]
    before = [load_manifest(task.output, task.shard) for task in tasks]
    named = [output / "shards" / f"{task.shard.name}.json" for task in tasks]
    written = [name.stat().st_mtime_ns if name.exists() else 0 for name in named]
    after = [read_shard(task) for task in tasks]
    same = [name.stat().st_mtime_ns == moment for name, moment in zip(named, written, strict=True)]
    assert all(one == other for one, other, kept in zip(before, after, same, strict=True) if kept)
    return same


def test_what_a_file_has_now_is_read_and_what_it_has_still_is_left_alone(tmp_path: Path) -> None:
    path, output = write_lines(tmp_path / "crawl.jsonl"), tmp_path / "readings"
    assert read_again(path, output) == [False] * 3
    assert read_again(path, output) == [True] * 3
    with path.open("a", encoding="utf-8") as file:
        file.write("\n" + json.dumps({"text": MEETING.format(2, 99), "url": "https://example.org/99"}))
    assert read_again(path, output) == [True, True, False, False]
    path.write_text(path.read_text(encoding="utf-8").replace("Guest N0|", "Guest X0|"), encoding="utf-8")
    assert read_again(path, output) == [False, True, True, True]
    assert merged_digest(str(output), tmp_path) == local_digest(path, tmp_path)[0]


def test_a_file_that_grew_within_its_last_shard_is_read_on(tmp_path: Path) -> None:
    path, output = write_lines(tmp_path / "crawl.jsonl"), tmp_path / "readings"
    read_again(path, output, pages=100)
    with path.open("a", encoding="utf-8") as file:
        file.write("\n" + json.dumps({"text": MEETING.format(2, 99), "url": "https://example.org/99"}))
    assert read_again(path, output, pages=100) == [False]
    assert sum(one.read for one in list_manifests(str(output))) == 11


@pytest.mark.parametrize("folder", ["pages", "memory://pages"])
def test_files_that_were_replaced_are_read_again(folder: str, tmp_path: Path) -> None:
    folder = folder if "://" in folder else str(tmp_path / folder)
    for number in range(2):
        write_place(join_place(folder, f"p{number}.txt"), TEXTS[number].encode())
    before = list_shards([folder])
    assert list_shards([folder]) == before
    write_place(join_place(folder, "p1.txt"), TEXTS[3].encode())
    after = list_shards([folder])
    assert [one.files for one in after] == [one.files for one in before]
    assert after != before


def test_what_is_asked_otherwise_is_read_again(tmp_path: Path) -> None:
    path, output = tmp_path / "crawl.jsonl", tmp_path / "readings"
    path.write_text(json.dumps({"story": TEXTS[0]}) + "\n", encoding="utf-8")
    asked = {"fields": (("text", "story"),)}
    assert read_again(path, output) == [False]
    assert read_again(path, output, **asked) == [False]
    assert [one.read for one in list_manifests(str(output))] == [1]
    assert read_again(path, output, **asked) == [True]
    assert read_again(path, output, **asked, limits=Limits(9, 0)) == [False]
    assert read_again(path, output, **asked, hint="en") == [False]


def test_days_that_a_shard_no_longer_has_are_removed(tmp_path: Path) -> None:
    path, output = tmp_path / "crawl.jsonl", tmp_path / "readings"
    for day in (1, 2):
        path.write_text(json.dumps({"text": MEETING.format(day, 1)}) + "\n", encoding="utf-8")
        read_again(path, output)
    assert [found.parent.name for found in output.glob("day=*/*.parquet")] == ["day=2024-03-02"]


def test_what_an_older_version_wrote_is_merged_but_read_again(tmp_path: Path) -> None:
    path, output = write_lines(tmp_path / "crawl.jsonl"), tmp_path / "readings"
    read_again(path, output, pages=100)
    name = output / "shards" / "00000000.json"
    told = json.loads(name.read_text())
    del told["asked"], told["shard"]["state"]
    name.write_text(json.dumps(told))
    assert merged_digest(str(output), tmp_path) == local_digest(path, tmp_path)[0]
    assert read_again(path, output, pages=100) == [False]


def test_a_page_whose_rows_cannot_be_worked_out_is_rejected_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(page: Page, *rest: object, **options: object) -> object:
        if page.address.endswith("/3"):
            raise ArithmeticError("no such row")
        return prepare_page(page, *rest, **options)

    prepare_page = reading.prepare_page
    monkeypatch.setattr(reading, "prepare_page", fail)
    (shard,) = list_shards([str(write_lines(tmp_path / "crawl.jsonl"))])
    manifest = read_shard(ReadTask(shard, str(tmp_path / "readings"), HangingReader, Limits(0, 0)))
    assert (manifest.read, manifest.rejected) == (9, {"failed": 1, "malformed": 1})
