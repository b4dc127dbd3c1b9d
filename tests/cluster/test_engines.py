"""Engines: every task is answered for, whatever befalls the process that runs it."""

import gzip
from pathlib import Path

import pytest
from tests.cluster.deeds import HangingReader, double, find_fault_in_tables, read_after_a_kill

from dragoman.chronicle import open_chronicle
from dragoman.chronicle.sense import load_sense
from dragoman.errors import PackError, SourceError, UsageError
from dragoman.runner.cluster import running
from dragoman.runner.cluster.engines import TRIES, Done, Engine, Fault, hold_engine
from dragoman.runner.cluster.joining import open_joins
from dragoman.runner.cluster.merging import list_manifests, merge_readings
from dragoman.runner.cluster.places import join_place, list_places
from dragoman.runner.cluster.ray_engine import STARTS, start_ray
from dragoman.runner.cluster.reading import ReadTask
from dragoman.runner.cluster.running import read_shards
from dragoman.runner.cluster.shards import list_shards
from dragoman.runner.cluster.spreading import Spread, spread_sense
from dragoman.runner.limits import Limits

MEETING = "en 2024-03-02 Herald\nmeet happened 2024-03-01 | [Karim Daler|person] met [Guest N{}|person]."


def test_each_task_is_answered_for(engine: Engine) -> None:
    done = {one.task: one.result for one in engine.run(double, [1, 2, -1, 13, *range(20, 30)])}
    assert [done[number] for number in (1, 2, *range(20, 30))] == [2, 4, *range(40, 60, 2)]
    assert done[-1] == Fault("ValueError: -1 is below zero")
    assert isinstance(done[13], Fault)
    assert done[13].where.startswith(f"its process died {TRIES} times")


def test_what_would_befall_every_task_ends_the_run(engine: Engine) -> None:
    with pytest.raises(PackError, match="is wrong"):
        list(engine.run(find_fault_in_tables, range(5)))
    assert [one.result for one in engine.run(double, [4])] == [8]


def test_there_are_two_engines() -> None:
    with (
        pytest.raises(UsageError, match="no engine 'flink'; the engines are local, ray"),
        hold_engine("flink", workers=2),
    ):
        pass


class SlowRay:
    """A Ray whose processes do not come up in time at first, or ever."""

    def __init__(self, *errors: Exception) -> None:
        self._errors, self.stopped = list(errors), 0

    def init(self, **options: object) -> None:
        if self._errors:
            raise self._errors.pop(0)

    def shutdown(self) -> None:
        self.stopped += 1


def test_ray_is_started_again_where_it_was_not_in_time() -> None:
    late = Exception("The current node timed out during startup.")
    slow, never, nowhere = SlowRay(late), SlowRay(*[late] * STARTS), SlowRay(ConnectionError("nobody"))
    start_ray(slow, 2, None)
    assert slow.stopped == 1
    with pytest.raises(SourceError, match="Ray does not answer: The current node timed out"):
        start_ray(never, 2, None)
    assert never.stopped == STARTS
    with pytest.raises(SourceError, match="nobody"):
        start_ray(nowhere, 2, "ray.example:6379")
    assert nowhere.stopped == 1


def write_pages(folder: Path) -> list[str]:
    folder.mkdir()
    texts = {f"p{number:02}": MEETING.format(number) for number in range(12)}
    texts |= {"p03": "explode", "p05": "hang", "p07": "die", "p10": ""}
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return [str(folder)]


def test_bad_pages_and_shards_are_rejected_and_a_killed_worker_loses_nothing(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "read_shard", read_after_a_kill)
    write_pages(tmp_path / "pages")
    output = str(tmp_path / "readings")
    (tmp_path / "readings").mkdir()
    (tmp_path / "pages" / "y.parquet").write_bytes(b"PAR1 this is none")
    (tmp_path / "pages" / "z.jsonl.gz").write_bytes(gzip.compress(b'{"text": "never whole"}' * 99)[:24])
    shards = list_shards([str(tmp_path / "pages")], pages=4)
    limits = Limits(seconds=0.25)
    tasks = [ReadTask(one, output, HangingReader, limits, fresh=engine.threaded) for one in shards]
    report = read_shards(engine, tasks)
    assert (tmp_path / "readings" / "killed-00000001").exists()
    assert (report.read, report.lost) == (8, ())
    assert report.rejected == {"crashed": 1, "empty": 1, "failed": 1, "malformed": 2, "too-slow": 1}
    chronicle = open_chronicle(tmp_path / "merged.db")
    try:
        assert merge_readings(output, chronicle).pages == {"read": 8, "rejected": 6}
        assert chronicle.counts().pages == 8
        assert chronicle.counts().rejected == report.rejected
    finally:
        chronicle.close()


def kill_always(task: ReadTask):
    return double(13)


def test_a_shard_that_no_process_survives_is_lost_with_a_reason_and_tried_again(
    local_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shards = list_shards(write_pages(tmp_path / "pages"), pages=12)
    tasks = [ReadTask(one, str(tmp_path / "readings"), HangingReader, Limits(seconds=0.25)) for one in shards]
    monkeypatch.setattr(running, "read_shard", kill_always)
    report = read_shards(local_engine, tasks)
    assert (report.read, report.rejected) == (0, {"crashed": 1})
    assert [file for file, _ in report.lost] == [str(tmp_path / "pages" / "p00.txt")]
    monkeypatch.undo()
    again = read_shards(local_engine, tasks)
    assert (again.read, again.lost) == (8, ())


@pytest.mark.parametrize("output", ["readings", "memory:///left"])
def test_shards_that_are_no_longer_there_are_removed(
    local_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str
) -> None:
    paths, output = write_pages(tmp_path / "pages"), output if "://" in output else str(tmp_path / output)
    monkeypatch.setattr(local_engine, "run", lambda function, tasks: (Done(task, function(task)) for task in tasks))

    def read(pages: int) -> list[int]:
        shards = list_shards(paths, pages=pages)
        read_shards(local_engine, [ReadTask(one, output, HangingReader, Limits(0, 0)) for one in shards])
        return [one.pages for one in list_manifests(output)]

    def remove(*names: str) -> None:
        for name in names:
            (tmp_path / "pages" / f"{name}.txt").unlink()

    remove("p05", "p07")
    assert read(3) == [3, 3, 3, 1]
    assert read(8) == [8, 2]
    remove("p00", "p01")
    assert read(8) == [8]
    kept = {join_place(output, name) for one in list_manifests(output) for name in one.files}
    days = ("day=2024-03-02", "day=unknown")
    assert {place for day in days for place in list_places(join_place(output, day), ".parquet")} == kept


def test_the_chronicle_is_that_of_a_local_run_digit_for_digit(
    engine: Engine, tmp_path: Path, root: Path, example_digest: str
) -> None:
    shards = list_shards([str(root / "examples" / "pages")], pages=8)
    output = str(tmp_path / "readings")
    report = read_shards(engine, [ReadTask(one, output, fresh=engine.threaded) for one in shards])
    assert report.lost == ()
    spread = Spread(engine, open_joins("duckdb", workers=2), least=1, batch=20)
    chronicle = open_chronicle(tmp_path / "merged.db", sense=spread_sense(load_sense(), spread))
    try:
        merge_readings(output, chronicle)
        assert chronicle.digest() == example_digest
        again = merge_readings(output, chronicle)
        assert again.pages == {"unchanged": report.total}
        assert chronicle.digest() == example_digest
    finally:
        chronicle.close()
