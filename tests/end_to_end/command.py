"""Calls the command line as a user does, with its exit code and both of its streams."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from click.testing import CliRunner

from dragoman.views.cli.endings import run


@dataclass(frozen=True)
class Ended:
    code: int
    output: str
    errors: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.output.splitlines()]

    @property
    def rows(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.output.removeprefix("\ufeff"), newline="")))


def call(*words: object, stdin: str | bytes = b"", env: Mapping[str, str | None] | None = None) -> Ended:
    runner = CliRunner()
    given = stdin.encode() if isinstance(stdin, str) else stdin
    with runner.isolation(input=io.BytesIO(given), env={"NO_COLOR": "1", "COLUMNS": "100", **(env or {})}) as streams:
        code = run([str(word) for word in words])
    return Ended(code, streams[0].getvalue().decode(), streams[1].getvalue().decode())
