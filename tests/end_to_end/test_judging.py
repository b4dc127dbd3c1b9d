"""Judging, reviewing and rebuilding from the command line."""

import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.end_to_end.command import Ended, call

FULL = """Tajik president receives guest

Dushanbe, {day} March 2024. President of Tajikistan Karim Daler met the Prime Minister of Kazakhstan Askar Dzhunusov \
in Dushanbe on {weekday}. The two sides discussed {topic}.
"""
BARE = """Daler speaks of water

Astana, 21 May 2024. Daler said in Kazakhstan that the rivers need care. Askar Dzhunusov agreed with Daler.
"""
CALLS = (
    "On 4 June 2024 President of Tajikistan Karim Daler held a telephone conversation with the Prime Minister of "
    "Kazakhstan Askar Dzhunusov.",
    "The Prime Minister of Kazakhstan Askar Dzhunusov spoke by telephone with the President of Tajikistan Karim Daler "
    "about this year's harvest on 6 June 2024, his office said.",
)


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("judging")
    pages = folder / "pages"
    pages.mkdir()
    (pages / "full-1.txt").write_text(FULL.format(day=5, weekday="Tuesday", topic="trade and energy"))
    (pages / "full-2.txt").write_text(FULL.format(day=20, weekday="Wednesday", topic="roads and the price of bread"))
    (pages / "bare.txt").write_text(BARE)
    for number, told in enumerate(CALLS, 1):
        (pages / f"call-{number}.txt").write_text(f"Two leaders speak\n\n{told}\n")
    assert call("--store", folder / "news.db", "read", pages).code == 0
    return folder


@pytest.fixture
def store(read_once: Path, tmp_path: Path) -> Path:
    shutil.copy(read_once / "news.db", tmp_path / "news.db")
    return tmp_path / "news.db"


def ask(store: Path, *words: object, stdin: str = "") -> Ended:
    ended = call("--store", store, *words, stdin=stdin)
    assert ended.code == 0, ended.errors
    return ended


def find(store: Path, name: str) -> str:
    found: str = ask(store, "who", name, "--json").lines[0]["id"]
    return found


def digest(store: Path) -> str:
    found: str = ask(store, "rebuild", "--json").lines[0]["digest"]
    return found


def test_judge_undo_and_list(store: Path) -> None:
    daler, guest = find(store, "Karim Daler"), find(store, "Askar Dzhunusov")
    ended = ask(store, "judge", "same", daler, guest, "--by", "ann", "--why", "two names of one man")
    assert "judgement 1 (same) kept, by ann" in ended.output
    assert find(store, "Karim Daler") == find(store, "Askar Dzhunusov")
    (row,) = ask(store, "judgements", "--json").lines
    assert (row["verdict"], row["by"], row["why"], row["about"]) == ("same", "ann", "two names of one man", "entity")
    assert ask(store, "judgements", "--csv").rows[0]["a"] == row["a"]
    assert "two names of one man" in ask(store, "judgements").output
    assert "withdrawn" in ask(store, "undo").output
    assert (find(store, "Karim Daler"), find(store, "Askar Dzhunusov")) == (daler, guest)
    assert ask(store, "judgements", "--json").lines == []
    assert ask(store, "judgements", "--all", "--json").lines[0]["withdrawn"]


def test_split_and_merge_by_page(store: Path) -> None:
    daler = find(store, "Karim Daler")
    made = ask(store, "split", daler, "--pages", "full-2", "--why", "his namesake", "--json").lines[0]
    assert len(made["ids"]) == 2
    assert len(ask(store, "merge", *made["ids"], "--json").lines[0]["ids"]) == 1
    assert len(ask(store, "undo", "--json").lines[0]["ids"]) == 2


def test_events_are_judged_like_entities(store: Path) -> None:
    calls = [event["id"] for event in ask(store, "timeline", "--type", "call", "--json").lines]
    assert len(calls) == 2
    ask(store, "judge", "same", *calls)
    (event,) = ask(store, "timeline", "--type", "call", "--json").lines
    assert (len(event["reports"]), len(event["conflicts"])) == (2, 1)
    ask(store, "split", event["id"], "--page", "call-2")
    assert len(ask(store, "timeline", "--type", "call", "--json").lines) == 2


def test_judgements_travel_as_csv_and_json_lines(store: Path, read_once: Path, tmp_path: Path) -> None:
    daler = find(store, "Karim Daler")
    ask(store, "split", daler, "--pages", "full-2")
    other = tmp_path / "other.db"
    ask(other, "read", read_once / "pages")
    for form in ("--csv", "--json"):
        file = tmp_path / f"judgements{form}"
        file.write_text(ask(store, "judgements", form).output, encoding="utf-8")
        made = ask(other, "judge", "--from", file)
        assert "0 refused" in made.output
    assert digest(other) == digest(store)
    ended = ask(
        other, "judge", "--from", "-", stdin='{"verdict": "perhaps"}\nnonsense\n{"verdict": "same", "a": "x"}\n'
    )
    assert "0 judgements taken in, 0 known already, 3 refused (1 malformed, 1 side, 1 verdict)" in ended.output
    assert "row 2: malformed" in ended.errors


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("judge", "same", "person:nobody", "full-1#r1"), "no entity and no event"),
        (("judge", "same", "territory:KZ", "Karim Daler"), "is a country and"),
        (("judge", "same", "Karim Daler"), "name a verdict and two ids"),
        (("judge", "same", "--from", "x.csv"), "give either"),
        (("judge", "--from", "nowhere.csv"), "nowhere.csv: the judgements cannot be read"),
        (("judge", "maybe", "a", "b"), "'maybe' is not one of"),
        (("split", "Karim Daler"), "nothing to split off"),
        (("undo",), "no judgement to undo"),
        (("undo", "7"), "no judgement 7"),
    ],
)
def test_what_cannot_be_judged_is_said_in_one_line(store: Path, words: tuple[str, ...], said: str) -> None:
    ended = call("--store", store, *words)
    assert (ended.code, ended.output) == (2, "")
    assert said in ended.errors.replace("\u2068", "").replace("\u2069", "")
    assert len(ended.errors.splitlines()) == 1


def test_a_contradiction_is_told(store: Path) -> None:
    ask(store, "judge", "different", "full-1#r1", "full-2#r1")
    ask(store, "judge", "same", "full-1#r1", "bare#r1")
    ended = ask(store, "judge", "same", "bare#r1", "full-2#r1")
    assert "(same) does not hold: 1 (different) stands against it" in ended.errors
    assert "1 contradiction" in {c["name"]: c for c in ask(store, "doctor", "--json").lines}["judgements"]["found"]


# --- review -------------------------------------------------------------------------------------------------------


def test_review_over_a_pipe(store: Path) -> None:
    queue = ask(store, "review", "--json").lines
    assert len(queue) >= 1
    assert {"a", "b", "probability", "value", "reasons", "quotes_a", "quotes_b"} <= set(queue[0])
    ended = ask(store, "review", stdin="?\nd\nz\nx\nd\nq\n")
    assert "they are the same" in ended.output
    assert ended.output.count("different: judgement") == 2
    assert "no key 'x'" in ended.errors
    assert "1 judged (1 different)" in ended.output
    assert all(
        {link["a"], link["b"]} != {queue[0]["a"], queue[0]["b"]} for link in ask(store, "review", "--json").lines
    )


def test_review_knows_the_keys_of_other_layouts_and_leaves_at_the_end(store: Path) -> None:
    before = len(ask(store, "review", "--json").lines)
    assert "0 judged" in ask(store, "review", stdin="").output
    assert "1 judged (1 same)" in ask(store, "review", "--by", "ann", stdin="ы\nй\n").output
    assert ask(store, "judgements", "--json").lines[0]["by"] == "ann"
    assert len(ask(store, "review", "--json").lines) < before


def test_review_takes_single_keys_on_a_terminal(store: Path, root: Path) -> None:
    command = [sys.executable, "-m", "dragoman", "--store", str(store), "review"]
    controller, terminal = pty.openpty()
    running = subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal, close_fds=True)
    os.close(terminal)
    shown = read_until(controller, "? help")
    assert "probability that they are one" in shown
    os.write(controller, b"d")
    assert "different: judgement 1" in read_until(controller, "different: judgement 1")
    os.write(controller, b"q")
    assert "1 judged (1 different)" in read_until(controller, "left of this queue")
    assert running.wait(timeout=20) == 0
    os.close(controller)


def read_until(controller: int, words: str, patience: float = 30.0) -> str:
    """Read what a terminal shows until some words stand there."""
    shown, until = b"", time.monotonic() + patience
    while words not in shown.decode(errors="replace") and time.monotonic() < until:
        if select.select([controller], [], [], 0.2)[0]:
            shown += os.read(controller, 4096)
    return shown.decode(errors="replace")


def test_uncertain_events_are_in_the_queue(store: Path) -> None:
    (link,) = ask(store, "review", "--kind", "event", "--json").lines
    assert any("dates lie apart" in reason for reason in link["reasons"])
    card = ask(store, "review", "--kind", "event", stdin="s\n").output
    assert "Karim Daler" in card
    assert len(ask(store, "timeline", "--type", "call", "--json").lines) == 1
    assert ask(store, "review", "--kind", "event", "--json").lines == []
    assert ask(store, "review", "--kind", "organisation", "--json").lines == []


# --- rebuild ------------------------------------------------------------------------------------------------------


def test_a_rebuild_gives_the_chronicle_of_reading_afresh(store: Path, read_once: Path, tmp_path: Path) -> None:
    ask(store, "split", find(store, "Karim Daler"), "--pages", "full-2")
    rows = ask(store, "judgements", "--csv").output
    ended = ask(store, "rebuild")
    assert "5 read, 0 unchanged, 0 rejected" in ended.output
    fresh = tmp_path / "fresh.db"
    ask(fresh, "read", read_once / "pages")
    ask(fresh, "judge", "--from", "-", stdin=rows)
    assert digest(fresh) == digest(store)


def test_a_killed_rebuild_leaves_the_chronicle_readable_and_goes_on(root: Path, tmp_path: Path) -> None:
    store = tmp_path / "examples.db"
    assert call("--store", store, "read", root / "examples" / "pages").code == 0
    ask(store, "judge", "same", find(store, "Valizoda"), find(store, "Demirsoy"))
    before = ask(store, "timeline", "--json").output
    killed = subprocess.Popen(
        [sys.executable, "-c", KILLED_AFTER_FIVE, str(store)], env={**os.environ, "PYTHONPATH": str(root / "src")}
    )
    assert killed.wait(timeout=60) == -signal.SIGKILL
    checks = {check["name"]: check for check in ask(store, "doctor", "--json").lines}
    assert "11 pages" in checks["rebuild"]["found"]
    assert ask(store, "timeline", "--json").output == before
    ended = ask(store, "rebuild", "--json").lines[0]
    assert ended["read"] == 11
    assert ask(store, "timeline", "--json").output == before
    assert digest(store) == ended["digest"]
    assert "rebuild" not in {check["name"] for check in ask(store, "doctor", "--json").lines}


KILLED_AFTER_FIVE = """
import os, signal, sys
import dragoman

def stop(progress):
    if progress.done == 5:
        os.kill(os.getpid(), signal.SIGKILL)

with dragoman.open(sys.argv[1]) as chronicle:
    chronicle.rebuild(progress=stop)
"""


def test_a_rebuild_interrupted_at_the_keyboard_says_how_to_go_on(store: Path, root: Path) -> None:
    command = [sys.executable, "-m", "dragoman", "--store", str(store), "rebuild"]
    slow = {**os.environ, "PYTHONPATH": str(root / "src")}
    running = subprocess.Popen(command, env=slow, stderr=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
    time.sleep(0.7)
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=60)
    assert running.returncode in (0, 130)
    assert "Traceback" not in errors
    assert len(digest(store)) == 64
