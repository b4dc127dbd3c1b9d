"""``dragoman cluster`` from the command line."""

import json
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from dragoman import clustering
from dragoman.runner.cluster.running import ClusterReport
from dragoman.views.cli.commands import dragoman
from dragoman.views.cli.session import Session


def run(*words: object) -> Result:
    return CliRunner().invoke(dragoman, [str(word) for word in words], obj=Session())


def test_example_pages_are_read_and_merged_into_a_chronicle_or_tables(
    tmp_path: Path, root: Path, example_digest: str
) -> None:
    readings, tables = tmp_path / "readings", tmp_path / "tables"
    told = run("cluster", "read", root / "examples" / "pages", readings, "--workers", 1)
    assert told.exit_code == 0, told.output
    assert "16 pages of 1 shards" in told.output
    told = run("--store", tmp_path / "c.db", "cluster", "merge", readings, "--json")
    merged = json.loads(told.output)
    assert (merged["digest"], merged["pages"]) == (example_digest, {"read": 16})
    told = run("cluster", "merge", readings, "--tables", tables)
    said = " ".join(told.output.replace("\u2068", "").replace("\u2069", "").split())
    assert f"The chronicle has the digest {example_digest}" in said
    ask = f"SELECT count(*) FROM '{tables}/event.parquet' JOIN '{tables}/event_report.parquet' ON id = event_id"
    assert duckdb.sql(ask).fetchall()[0][0] > 10
    ask = f"SELECT sum(len(mention)) FROM read_parquet('{readings}/day=*/*.parquet', hive_partitioning = true)"
    assert duckdb.sql(ask).fetchall()[0][0] > 50


def test_a_lost_shard_is_named_and_the_exit_code_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lost = ClusterReport(3, {"crashed": 1}, 2, 1.0, (("pages/a.warc", "its process died 3 times"),))
    monkeypatch.setattr(clustering, "read_cluster", lambda tasks, **options: lost)
    (tmp_path / "a.txt").write_text("A page.", encoding="utf-8")
    told = run("cluster", "read", tmp_path / "a.txt", tmp_path / "readings")
    assert told.exit_code == 1
    assert "lost pages/a.warc: its process died 3 times" in told.output
    assert "1 of 2 shards are lost; the same command tries them again" in told.output


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("read", "none.jsonl", "readings"), "no such file or folder: none.jsonl"),
        (("read", "--reader", "llm", "README.md", "readings"), "use dragoman read for it"),
        (("merge", "nowhere"), "nowhere: no readings; dragoman cluster read writes them"),
    ],
)
def test_what_cannot_be_is_said(words: tuple[str, ...], sentence: str) -> None:
    told = run("cluster", *words)
    assert told.exit_code == 2 or isinstance(told.exception, ValueError)
    assert sentence in f"{told.output}{told.exception}"


@pytest.mark.parametrize("words", [("read", "pages", "readings"), ("merge", "readings", "--tables", "tables")])
def test_what_is_not_installed_is_asked_for(monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    told = run("cluster", *words)
    assert told.exit_code != 0
    assert "pip install 'dragoman[cluster]'" in str(told.exception or told.output)
