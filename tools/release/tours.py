"""What is done with an installed package: what anybody does first, and what each extra is for."""

import json
import subprocess
import urllib.request
from pathlib import Path

from environments import ROOT, Environment

PAGES = ROOT / "examples" / "pages"
COUNTED = 16
STORE = "news.db"
DIGEST = "import dragoman, sys\nwith dragoman.open(sys.argv[1]) as chronicle: print(chronicle.digest())"
PARQUET = "import pyarrow.parquet, sys\nprint(pyarrow.parquet.read_table(sys.argv[1]).num_rows)"
GREETING = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "a client", "version": "1"},
    },
}

EXTRA_NEEDED: tuple[tuple[str, tuple[object, ...], dict[str, str]], ...] = (
    ("serve", ("--store", STORE, "serve", "--port", "0"), {}),
    ("mcp", ("--store", STORE, "mcp"), {}),
    ("postgres", ("--store", "postgresql://ann@127.0.0.1:9/news", "timeline"), {}),
    ("parquet", ("--store", STORE, "export", "parquet", "-o", "events.parquet"), {}),
    ("encoder", ("--store", STORE, "read", "--reader", "encoder", PAGES), {}),
    ("cluster", ("cluster", "read", PAGES, "readings"), {}),
    (
        "llm",
        ("--store", STORE, "read", "--reader", "llm", PAGES),
        {"DRAGOMAN_LLM_URL": "http://127.0.0.1:9/v1", "DRAGOMAN_LLM_MODEL": "any"},
    ),
)
"""Commands that need an extra: its name, the words of the command, the variables of its environment."""


def tour(environment: Environment, folder: Path) -> str:
    """Read the example pages, ask, export, back up and restore; return the digest of the chronicle."""
    folder.mkdir()

    def call(*words: object, says: str) -> None:
        said = environment.dragoman("--store", STORE, *words, cwd=folder)
        if says not in said:
            raise SystemExit(f"dragoman {' '.join(map(str, words))} does not say {says!r}, but:\n{said}")

    call("read", PAGES, says=f"{COUNTED} read, 0 unchanged, 0 rejected")
    call("timeline", "--who", "رستم ولی‌زاده", "--type", "agree", says="2024-11-21")
    call("who", "Рустам Вализода", says="secretary-general")
    call("export", "csv", "-o", "events.csv", says="events.csv")
    call("backup", "kept.db", says=f"{COUNTED} pages")
    call("verify", says="Nothing is wrong")
    environment.dragoman("--store", "again.db", "restore", "kept.db", cwd=folder)
    digests = {_find_digest(environment, folder / name) for name in (STORE, "again.db")}
    if len(digests) != 1:
        raise SystemExit(f"a restored chronicle is not the one that was backed up: {digests}")
    return digests.pop()


def read_parquet_back(environment: Environment, folder: Path) -> None:
    """Write events as Parquet and count them."""
    environment.dragoman("--store", STORE, "export", "parquet", "-o", "events.parquet", cwd=folder)
    counted = subprocess.check_output([environment.python, "-c", PARQUET, folder / "events.parquet"], text=True)
    if not int(counted):
        raise SystemExit("the Parquet file has no rows")


def serve_a_page(environment: Environment, folder: Path) -> None:
    """Serve the chronicle and fetch its first page."""
    command = [environment.folder / "bin" / "dragoman", "--store", STORE, "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            words = (server.stdout.readline() if server.stdout else "").split()
            address = next((word for word in words if word.startswith("http")), "")
            with urllib.request.urlopen(address, timeout=60) as answer:
                page = answer.read().decode()
        finally:
            server.terminate()
    if "<html" not in page:
        raise SystemExit(f"{address} shows no page, but:\n{page[:500]}")


def read_with_encoder(environment: Environment, folder: Path) -> None:
    """Read the pages with the network."""
    said = environment.dragoman("--store", "encoder.db", "read", "--reader", "encoder", PAGES, cwd=folder)
    if f"{COUNTED} read" not in said:
        raise SystemExit(f"the encoder did not read the pages:\n{said}")


def merge_on_cluster(environment: Environment, folder: Path) -> None:
    """Read and merge the pages on the local engine and on Ray, with both joins, into the same chronicle."""
    for engine, joins in (("local", "duckdb"), ("ray", "daft")):
        there, merged = f"readings-{engine}", f"{engine}.db"
        environment.dragoman("cluster", "read", "--engine", engine, PAGES, there, cwd=folder)
        merge = ("--store", merged, "cluster", "merge", "--engine", engine, "--joins", joins, there)
        environment.dragoman(*merge, cwd=folder)
        if _find_digest(environment, folder / merged) != _find_digest(environment, folder / STORE):
            raise SystemExit(f"dragoman cluster gives another chronicle on engine {engine} than dragoman read")


def speak_to_models(environment: Environment, folder: Path) -> None:
    """Greet the server of tools for language models as a client does."""
    command = [environment.folder / "bin" / "dragoman", "--store", STORE, "mcp"]
    spoken = subprocess.run(
        command, cwd=folder, input=json.dumps(GREETING) + "\n", capture_output=True, text=True, timeout=120, check=False
    )
    answer = json.loads(spoken.stdout.splitlines()[0]) if spoken.stdout else {}
    if "serverInfo" not in answer.get("result", {}):
        raise SystemExit(f"dragoman mcp does not greet back, but says:\n{spoken.stdout}\n{spoken.stderr}")


def _find_digest(environment: Environment, store: Path) -> str:
    return subprocess.check_output([environment.python, "-c", DIGEST, store], text=True).strip()
