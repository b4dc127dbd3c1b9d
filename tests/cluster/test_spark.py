"""Spark reads the same shards by the same function, and tries again what a dead worker took with it."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.cluster.deeds import HangingReader
from tests.cluster.test_shards import local_digest, merged_digest, write_lines

from dragoman.runner.cluster import spark
from dragoman.runner.cluster.reading import ReadTask, load_manifest
from dragoman.runner.cluster.shards import list_shards
from dragoman.runner.limits import Limits

pytestmark = pytest.mark.spark


@pytest.fixture(scope="module")
def session(root: Path) -> Iterator[Any]:
    from pyspark.sql import SparkSession

    os.environ |= {"PYSPARK_PYTHON": sys.executable, "PYTHONPATH": str(root), "SPARK_LOCAL_IP": "127.0.0.1"}
    builder = SparkSession.builder.master("local[2,4]").config("spark.ui.enabled", "false")
    opened = builder.config("spark.driver.memory", "512m").getOrCreate()
    opened.sparkContext.setLogLevel("OFF")
    yield opened
    opened.stop()


def test_spark_reads_what_a_local_run_reads(session: Any, tmp_path: Path) -> None:
    path, output = write_lines(tmp_path / "crawl.jsonl"), str(tmp_path / "readings")
    tasks = [ReadTask(one, output, HangingReader, Limits(60, 0)) for one in list_shards([str(path)], pages=4)]
    manifests = spark.read_with_spark(session, tasks)
    assert sorted(one.shard.number for one in manifests) == [0, 1, 2]
    assert all(load_manifest(output, one.shard) == one for one in manifests)
    assert sum(one.pages for one in manifests) == 11
    assert merged_digest(output, tmp_path) == local_digest(path, tmp_path)[0]
    assert spark.read_with_spark(session, []) == []
