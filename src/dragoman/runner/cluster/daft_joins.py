"""Joins by Daft, in a process of its own: on this machine Daft may crash as it leaves, when its work is long done."""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from dragoman.errors import SourceError
from dragoman.runner.cluster.joining import connect_by, pair_by


class DaftJoins:
    """Starts a process for each question; what counts is whether the answer is there, not how the process ended."""

    def __init__(self, address: str | None) -> None:
        self._address = address

    def pair(self, links: Any) -> Any:
        """Return the pairs of ids that share a key."""
        return self._ask("pair", links)

    def connect(self, links: Any) -> Any:
        """Return the least id that each id hangs together with."""
        return self._ask("connect", links)

    def _ask(self, what: str, links: Any) -> Any:
        import pyarrow.parquet as pq

        with tempfile.TemporaryDirectory(prefix="dragoman-joins-") as folder:
            given, answer = Path(folder, "links.parquet"), Path(folder, "answer.parquet")
            pq.write_table(links, given)
            command = [sys.executable, "-m", __name__, what, str(given), str(answer), self._address or ""]
            ended = subprocess.run(command, capture_output=True, text=True, check=False)
            if not answer.exists():
                last = (ended.stderr.strip().splitlines() or [f"it ended with code {ended.returncode}"])[-1]
                raise SourceError(f"Daft gave no answer: {last}", self._address or "", retryable=True)
            return pq.read_table(answer)


def answer_question(what: str, given: str, answer: str, address: str) -> None:
    """Answer one question from a file into a file."""
    import daft
    import pyarrow.parquet as pq

    if address:
        daft.set_runner_ray(address=address)
    # A process that leaves takes what it has materialised along: the tables are those of this process.
    links = daft.from_arrow(pq.read_table(given))

    def query(statement: str, **tables: Any) -> Any:
        return daft.sql(statement, **tables).collect()

    def read_total(table: Any) -> int:
        total: int = table.to_pydict()["total"][0]
        return total

    found = pair_by(query, links) if what == "pair" else connect_by(query, links, read_total=read_total)
    draft = Path(f"{answer}.draft")
    pq.write_table(found.to_arrow(), draft)
    draft.replace(answer)


if __name__ == "__main__":
    answer_question(*sys.argv[1:])
