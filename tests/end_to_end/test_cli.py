"""The command line from pages to answers, on the example pages."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.end_to_end.command import Ended, call

FSI, PDI = "\u2068", "\u2069"
PAGE = """Tajik president receives guest

Dushanbe, 5 March 2024. President of Tajikistan Karim Daler met the Prime Minister of Kazakhstan Askar Dzhunusov in \
Dushanbe on Tuesday. The two sides discussed trade and energy, and agreed to meet again in Astana later in the year.
"""


@pytest.fixture(scope="module")
def store(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "examples.db"
    ended = call("--store", path, "read", root / "examples" / "pages")
    assert ended.code == 0, ended.errors
    assert ended.output.replace(FSI, "").startswith("16 pages in ")
    assert "16 read, 0 unchanged, 0 rejected" in ended.output
    return path


def ask(store: Path, *words: object) -> Ended:
    ended = call("--store", store, *words)
    assert ended.code == 0, ended.errors
    return ended


def write_page(folder: Path, name: str = "one.txt") -> Path:
    path = folder / name
    path.write_text(PAGE, encoding="utf-8")
    return path


# --- read ---------------------------------------------------------------------------------------------------------


def test_readings_have_the_form_that_the_scorer_reads(root: Path, shared: Path, tmp_path: Path) -> None:
    pages = root / "examples" / "pages"
    ended = call("--store", ":memory:", "read", pages, "--json")
    assert (ended.code, ended.errors) == (0, "")
    readings = {line["id"]: line for line in ended.lines}
    assert set(readings) == {path.stem for path in pages.iterdir()}
    gold = tmp_path / "gold"
    gold.mkdir()
    chosen = ["ru-2-vizit-v-dushanbe", "ar-1-ziyarat-dushanbe", "fa-4-riyasat-qazaqistan", "en-3-border-accusation"]
    for name in chosen:
        page = (pages / f"{name}.txt").read_text(encoding="utf-8")
        (gold / f"{name}.txt").write_text(page, encoding="utf-8")
        (gold / f"{name}.json").write_text(json.dumps(make_gold(readings[name])), encoding="utf-8")
    (tmp_path / "readings.jsonl").write_text(ended.output, encoding="utf-8")
    scorer = shared / "tools" / "score_readings.py"
    command = [sys.executable, str(scorer), str(gold), str(tmp_path / "readings.jsonl")]
    scored = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert scored.stderr == ""
    figures = dict(pair.split("=") for pair in scored.stdout.splitlines()[-1].split()[1:])
    perfect = ("language", "published", "title", "mention", "event", "event-date", "event-place", "event-status")
    assert {name: figures[name] for name in perfect} == dict.fromkeys(perfect, "1.000")


def make_gold(reading: dict) -> dict:
    """Take a reading for the truth: whatever the scorer looks up must be where it looks."""
    named = [{**entity, "name_en": entity["id"]} for entity in reading["entities"] if entity["mentions"]]
    known = {entity["id"] for entity in named}
    events = [event for event in reading["events"] if set(event["participants"]) <= known]
    reading["events"], reading["entities"] = events, named
    text = reading["text"].split()
    return {**reading, "entities": named, "events": events, "body_first": text[0], "body_last": text[-1]}


def test_ids_are_those_of_the_chronicle_after_the_whole_run(root: Path) -> None:
    readings = call("--store", "sqlite://", "read", root / "examples" / "pages", "--json").lines
    found = {
        entity["id"]
        for reading in readings
        for entity in reading["entities"]
        if {"Рустама Вализоду", "Rustam Valizoda", "رستم ولی‌زاده"} & set(entity["mentions"])
    }
    assert len(found) == 1


def test_a_temporary_store_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    page = write_page(tmp_path)
    assert call("--store", ":memory:", "read", page).code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["one.txt"]


def test_standard_input_is_a_page_or_records(tmp_path: Path) -> None:
    one = call("--store", tmp_path / "a.db", "read", "-", "--json", stdin=PAGE)
    assert [line["id"] for line in one.lines] == ["stdin"]
    records = "\n".join(json.dumps({"id": f"r{n}", "text": PAGE.replace("trade", f"trade {n}")}) for n in (1, 2))
    two = call("--store", tmp_path / "b.db", "read", "-", "--json", stdin=records)
    assert [line["id"] for line in two.lines] == ["r1", "r2"]


def test_every_page_is_counted_once(tmp_path: Path) -> None:
    pages, store = tmp_path / "pages", tmp_path / "news.db"
    pages.mkdir()
    write_page(pages)
    (pages / "void.txt").write_text("")
    (pages / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    (pages / "gone.txt").symlink_to(tmp_path / "nowhere")
    first, again = call("--store", store, "read", pages), call("--store", store, "read", pages)
    assert (first.code, again.code) == (0, 0)
    assert "1 read, 0 unchanged, 3 rejected (1 binary, 1 empty, 1 unreadable)" in first.output
    assert "0 read, 1 unchanged, 3 rejected" in again.output
    assert f"rejected {pages / 'gone.txt'}: unreadable: No such file or directory" in first.errors


def test_no_bar_where_no_terminal_is(tmp_path: Path) -> None:
    assert call("--store", tmp_path / "a.db", "read", write_page(tmp_path)).errors == ""


# --- questions ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Рустам Вализода", "Rustam Valizoda", "رستم ولی‌زاده", "رستم ولي زاده"])
def test_who_answers_in_any_script(store: Path, name: str) -> None:
    best = ask(store, "who", name, "--json").lines[0]
    assert {"id", "names", "offices", "events"} <= set(best)
    assert {"en", "fa", "ru"} <= set(best["names"])
    assert best["id"] == ask(store, "who", "Valizoda", "--json").lines[0]["id"]
    assert ask(store, "who", best["id"], "--json").lines[0]["names"] == best["names"]


def test_who_shows_a_card(store: Path) -> None:
    card = ask(store, "who", "Valizoda").output
    assert "Рустам Вализода" in card
    assert "secretary-general of" in card
    assert "dragoman timeline --who person:" in card


def test_office_gives_tenures_with_names_interval_and_quote(store: Path) -> None:
    tenures = ask(store, "office", "secretary-general", "ОЭС", "--json").lines
    assert "Demirsoy" in tenures[0]["name"]
    assert any("Valizoda" in tenure["name"] for tenure in tenures[1:])
    for tenure in tenures:
        assert {"start", "stop", "first_seen", "last_seen", "names", "quotes"} <= set(tenure)
        assert tenure["quote"] == tenure["quotes"][0]["text"]
    on = ask(store, "office", "генеральный секретарь", "ECO", "--on", "2024-03-13", "--json").lines
    assert "Demirsoy" in on[0]["name"]


def test_timeline_conditions_add_up(store: Path) -> None:
    everything = ask(store, "timeline", "--json").lines
    meetings = ask(store, "timeline", "--who", "Valizoda", "--type", "meet", "--since", "2024-09", "--json").lines
    assert 0 < len(meetings) < len(everything)
    assert {event["type"] for event in meetings} == {"meet"}
    assert len(ask(store, "timeline", "--limit", "3", "--json").lines) == 3
    assert {e["status"] for e in ask(store, "timeline", "--status", "planned", "--json").lines} == {"planned"}


def test_csv_says_what_json_says(store: Path) -> None:
    events, rows = ask(store, "timeline", "--json").lines, ask(store, "timeline", "--csv").rows
    assert [row["id"] for row in rows] == [event["id"] for event in events]
    assert [row["date"] or None for row in rows] == [event["when"]["value"] for event in events]
    assert [row["quote"] for row in rows] == [event["reports"][0]["quote"]["text"] for event in events]
    people = [row["participants"].split("; ") if row["participants"] else [] for row in rows]
    assert people == [[p["name"] for p in event["participants"]] for event in events]


@pytest.mark.parametrize("question", [("who", "Valizoda"), ("office", "secretary-general"), ("conflicts",)])
def test_every_csv_has_a_mark_a_header_and_rows(store: Path, question: tuple[str, ...]) -> None:
    ended = ask(store, *question, "--csv")
    assert ended.output.startswith("\ufeff")
    assert ended.rows
    assert all(None not in row and None not in row.values() for row in ended.rows)


@pytest.mark.parametrize(
    "question",
    [
        ("timeline",),
        ("who", "Valizoda"),
        ("office", "secretary-general", "ECO"),
        ("conflicts",),
        ("show", "fa-1-demirsoy-tehran"),
        ("show", "ar-1-ziyarat-dushanbe"),
    ],
)
def test_every_line_closes_its_isolates_and_isolates_its_scripts(store: Path, question: tuple[str, ...]) -> None:
    for line in ask(store, *question).output.splitlines():
        depth = 0
        for character in line:
            depth += (character == FSI) - (character == PDI)
            assert depth >= 0, line
            assert depth or not re.match("[\u0600-\u06ff]", character), f"open to its neighbours: {line!r}"
        assert depth == 0, line


def test_tables_keep_within_the_terminal(store: Path) -> None:
    from rich.cells import cell_len

    for question in (("timeline",), ("who", "Valizoda"), ("office", "secretary-general", "ECO"), ("conflicts",)):
        assert max(cell_len(line) for line in ask(store, *question).output.splitlines()) <= 100


def test_show_marks_a_page_and_lists_what_was_read(store: Path) -> None:
    shown = ask(store, "show", "en-2-secretary-general-in-dushanbe").output
    assert "[Rustam Valizoda]" in shown
    assert re.search(r"office.*secretary-general", shown)
    view = ask(store, "show", "en-2-secretary-general-in-dushanbe", "--json").lines[0]
    for mark in view["marks"]:
        assert 0 <= mark["span"]["start"] < mark["span"]["stop"] <= len(view["text"])


def test_show_opens_an_event_with_all_its_reports(store: Path) -> None:
    told = max(ask(store, "timeline", "--json").lines, key=lambda event: len(event["reports"]))
    shown = ask(store, "show", told["id"]).output.replace(FSI, "").replace(PDI, "")
    assert told["id"] in shown
    assert all(report["quote"]["page"] in shown for report in told["reports"])


def test_stories_show_their_pages_and_names(store: Path) -> None:
    found = ask(store, "stories", "--json").lines
    told = next(story for story in found if "ru-2-vizit-v-dushanbe" in {page["name"] for page in story["pages"]})
    assert set(told["languages"]) == {"ar", "en", "ru"}
    assert "Dushanbe" in {name["name"] for name in told["names"]}
    shown = ask(store, "stories", "--since", "2024-09", "--until", "2024-09").output
    assert "ru-2-vizit-v-dushanbe" in shown
    assert "ru-4-predsedatelstvo" not in shown
    rows = ask(store, "stories", "--pages", "1", "--csv").output.splitlines()
    assert len(rows) == 1 + 16
    assert ask(store, "stories", "--until", "1999").output == ""


def test_conflicts_show_both_sides(store: Path) -> None:
    found = ask(store, "conflicts", "--json").lines
    assert found
    assert all(len(conflict["values"]) >= 2 for conflict in found)
    assert all(value["quotes"] for conflict in found for value in conflict["values"])
    shown = ask(store, "conflicts").output
    assert all(value["value"] in shown for conflict in found for value in conflict["values"])


# --- nothing found, and called wrongly -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (("who", "Rustem Valizodov"), "Rustam Valizoda"),
        (("timeline", "--who", "Qqqq"), "nobody and nothing named"),
        (("timeline", "--type", "sanction", "--since", "1990", "--until", "1991"), "--type, --since, --until"),
        (("office", "ambassador", "ECO"), "nobody is known as ambassador of"),
    ],
)
def test_an_empty_answer_says_what_to_try(store: Path, question: tuple[str, ...], words: str) -> None:
    ended = ask(store, *question)
    assert words in ended.errors.replace(FSI, "").replace(PDI, "") or words in ended.output
    assert len(ended.errors.splitlines()) <= 1


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        ((), 2, "Usage: dragoman"),
        (("nope",), 2, "No such command 'nope'; see: dragoman --help"),
        (("read",), 2, "Missing argument 'PATHS...'; see: dragoman read --help"),
        (("read", "nowhere.txt"), 2, "no such file or folder: nowhere.txt"),
        (("timeline", "--since", "soon"), 2, "'soon' is no date; write YYYY-MM-DD, YYYY-MM or YYYY"),
        (("brief", "--week", "9999-12-31"), 2, "the last year of the calendar"),
        (("timeline", "--limit", "9" * 20), 2, "is not in the range"),
        (("follow", "remove", "9" * 20), 2, "is not in the range"),
        (("follow", "show", "9" * 20), 2, "no watch list"),
        (("who", "\udcff"), 2, "'?' is not in UTF-8"),
        (("timeline", "--who", "\udcff"), 2, "'?' is not in UTF-8"),
        (("timeline", "--type", "meat"), 2, "did you mean meet?"),
        (("timeline", "--topic", "enrgy"), 2, "did you mean energy?"),
        (("timeline", "--status", "maybe"), 2, "'maybe' is not one of"),
        (("office", "ambasador", "ECO"), 2, "did you mean ambassador?"),
        (("show", "no-such-page"), 2, "has no page and no event 'no-such-page'"),
        (("pack", "check", "tlh"), 2, "no language pack 'tlh'"),
        (("--store", "nowhere/x.db", "timeline"), 4, "there is no chronicle; make one with"),
        (("--store", "ftp://x/y", "timeline"), 2, "only paths, sqlite:// and postgresql:// are known"),
        (("--store", ":memory:", "timeline"), 2, "empty at every start"),
    ],
)
def test_errors_are_one_line_with_their_exit_code(
    store: Path, words: tuple[str, ...], code: int, message: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = call(*words, env={"DRAGOMAN_STORE": str(store)})
    assert (ended.code, ended.output) == (code, "")
    assert message in ended.errors
    assert "Traceback" not in ended.errors
    assert not words or (ended.errors.startswith("dragoman: ") and len(ended.errors.splitlines()) == 1)


def test_debug_shows_the_trace(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dragoman", "--debug", "--store", str(tmp_path / "x.db"), "timeline"]
    ended = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert "Traceback" in ended.stderr
    assert "StoreError" in ended.stderr


def test_a_fault_of_the_program_is_one_line(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.app import Dragoman

    def fail(self: Dragoman, **conditions: object) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr(Dragoman, "timeline", fail)
    ended = call("--store", store, "timeline")
    assert ended.code == 1
    assert ended.errors.startswith("dragoman: a fault of the program: RuntimeError: a fault; run again with")


@pytest.mark.parametrize("command", [("timeline",), ("read", "-"), ("doctor",)])
def test_a_chronicle_of_a_newer_schema_is_left_alone(tmp_path: Path, command: tuple[str, ...]) -> None:
    path = tmp_path / "new.db"
    assert call("--store", path, "read", write_page(tmp_path)).code == 0
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = path.read_bytes()
    ended = call("--store", path, *command, stdin=PAGE)
    assert ended.code == 4
    assert "newer" in ended.errors + ended.output
    assert path.read_bytes() == before


def test_another_kind_of_file_is_no_chronicle(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("these are notes, " * 200)
    ended = call("--store", path, "timeline")
    assert (ended.code, len(ended.errors.splitlines())) == (4, 1)
    assert "no SQLite database" in ended.errors


# --- processes ----------------------------------------------------------------------------------------------------


def test_an_interrupted_run_says_what_is_stored(tmp_path: Path) -> None:
    store, page = tmp_path / "news.db", write_page(tmp_path)
    command = [sys.executable, "-m", "dragoman", "--store", str(store), "read", str(page), "-"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", preexec_fn=let_interrupt
    ) as running:
        wait_for_page(store, running)
        running.send_signal(signal.SIGINT)
        errors = running.stderr.read()
        assert running.wait(timeout=60) == 130, errors
    assert errors == "dragoman: interrupted; pages stored and safe: 1; the same command goes on from there\n"
    again = subprocess.run(command[:-1], capture_output=True, encoding="utf-8", check=True)
    assert "0 read, 1 unchanged" in again.stdout


def let_interrupt() -> None:
    """What a shell starts in the background ignores the keyboard; the command that is tested must not inherit that."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def wait_for_page(store: Path, running: subprocess.Popen) -> None:
    for _ in range(600):
        assert running.poll() is None, running.stderr.read()
        time.sleep(0.1)
        if store.is_file():
            connection = sqlite3.connect(store)
            try:
                if connection.execute("SELECT count(*) FROM article").fetchone()[0]:
                    time.sleep(0.5)
                    return
            except sqlite3.OperationalError:
                pass
            finally:
                connection.close()
    pytest.fail("the first page was not stored within a minute")


def test_a_closed_pipe_is_quiet(store: Path) -> None:
    command = [sys.executable, "-m", "dragoman", "--store", str(store), "timeline", "--json"]
    read_end, write_end = os.pipe()
    os.close(read_end)
    try:
        ended = subprocess.run(command, stdout=write_end, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    finally:
        os.close(write_end)
    assert (ended.stderr, ended.returncode) == ("", 1)


def test_a_full_disk_is_said(store: Path) -> None:
    command = [sys.executable, "-m", "dragoman", "--store", str(store), "timeline", "--json"]
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    assert ended.returncode == 1
    assert ended.stderr == "dragoman: output: No space left on device\n"


def test_help_is_light() -> None:
    heavy = {"sqlalchemy", "alembic", "trafilatura", "pymorphy3", "rich", "msgspec", "lxml", "dragoman.app"}
    code = (
        "import sys\nfrom dragoman.views.cli.endings import run\nrun(['--help'])\n"
        f"print('loaded', sorted({heavy!r} & set(sys.modules)))"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True).stdout
    assert printed.splitlines()[-1] == "loaded []"
    assert printed.startswith("Usage: dragoman ")


def test_every_command_has_an_example_in_its_help() -> None:
    for words in (
        "",
        "read",
        "timeline",
        "who",
        "office",
        "show",
        "stories",
        "conflicts",
        "pack",
        "pack list",
        "pack check",
        "doctor",
    ):
        shown = call(*words.split(), "--help")
        assert shown.code == 0
        assert f"$ dragoman {words}".rstrip() in shown.output, words


# --- pack, doctor -------------------------------------------------------------------------------------------------


def test_pack_list_names_the_languages() -> None:
    rows = {row["tag"]: row for row in call("pack", "list", "--json").lines}
    assert {tag: rows[tag]["direction"] for tag in ("ar", "en", "fa", "ru")} == {
        "ar": "rtl", "en": "ltr", "fa": "rtl", "ru": "ltr",
    }  # fmt: skip
    assert all(row["offices"] > 100 for row in rows.values())
    assert {tag for tag, row in rows.items() if row["tier"] == "draft"} == {"tg"}
    assert len(call("pack", "list", "--csv").rows) == len(rows)


def test_pack_check_gives_file_and_line_and_exit_code_3(tmp_path: Path) -> None:
    head = 'tag = "uz"\nname = "Uzbek"\nscript = "Latn"\ndirection = "ltr"\ntier = "draft"\nformat = 1\n'
    (tmp_path / "pack.toml").write_text(
        head
        + '[strategies]\nmorphology = "english"\nroles = "subject-verb"\nsegmentation = "marks"\nromanisation = "en"\n'
    )
    for name in ("words.toml", "dates.toml"):
        (tmp_path / name).write_text("")
    assert call("pack", "check", tmp_path).code == 0
    (tmp_path / "offices.tsv").write_text("form\toffice\tof\texample\nelchi\tambasador\tcountry\tElchi Karim keldi.\n")
    ended = call("pack", "check", tmp_path)
    assert ended.code == 3
    assert ended.output.startswith(f"{tmp_path / 'offices.tsv'}:2: office is 'ambasador'; allowed: ambassador")
    assert ended.errors.startswith("dragoman: 1 mistake")


def test_doctor_looks_at_everything(store: Path) -> None:
    checks = {check["name"]: check for check in call("--store", store, "doctor", "--json").lines}
    assert {"dragoman", "python", "sqlite", "libraries", "chronicle", "integrity", "contents", "speed"} <= set(checks)
    assert {"pack ar", "pack en", "pack fa", "pack ru"} <= set(checks)
    assert checks["integrity"]["found"] == "ok"
    assert checks["contents"]["found"].startswith("16 pages")


def test_doctor_says_how_to_begin(tmp_path: Path) -> None:
    checks = {check["name"]: check for check in call("--store", tmp_path / "x.db", "doctor", "--json").lines}
    assert "none yet" in checks["chronicle"]["found"]
    assert "read PATHS" in checks["chronicle"]["advice"]
    assert not (tmp_path / "x.db").exists()


def test_doctor_finds_a_damaged_file(store: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.db"
    content = bytearray(store.read_bytes())
    content[4096 * 3 : 4096 * 6] = b"\xff" * 4096 * 3
    damaged.write_bytes(bytes(content))
    assert call("--store", damaged, "doctor", "--json").code == 4


def test_explain_says_why_a_stored_page_is_read_as_it_is(store: Path) -> None:
    ended = call("--store", store, "explain", "ru-3-soglashenie-o-tranzite", "--json")
    assert ended.code == 0, ended.errors
    (explained,) = ended.lines
    verdicts = {note["verdict"] for note in explained["notes"]}
    assert verdicts == {"kept", "abstained", "overruled"}
    events = [n for n in explained["notes"] if n["step"] == "event" and n["verdict"] == "kept"]
    assert any(n["says"].startswith("agree") and n["rule"].startswith("frames.tsv:") for n in events)


def test_explain_reads_a_file_without_storing_it(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    ended = call("--store", tmp_path / "none.db", "explain", page, "--csv", "--only", "event", "--verdict", "kept")
    assert ended.code == 0, ended.errors
    assert not (tmp_path / "none.db").exists()
    assert {row["step"] for row in ended.rows} == {"event"}
    assert any(row["says"].startswith("meet") for row in ended.rows)


def test_explain_prints_each_sentence_with_its_votes(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    ended = call("explain", page)
    assert ended.code == 0, ended.errors
    assert "Karim Daler" in ended.output
    assert "frames.tsv:" in ended.output
    assert "+ kept, ? abstained, - overruled" in ended.output


def test_explain_says_why_a_page_cannot_be_used(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(b"")
    ended = call("explain", page)
    assert ended.code == 0
    assert "rejected" in ended.errors and "empty" in ended.errors


# --- names --------------------------------------------------------------------------------------------------------


def test_names_are_compared_with_reasons() -> None:
    said = call("name", "compare", "Шамиль Жуков", "Shamil Zhukov")
    assert said.code == 0
    assert "likely one person" in said.output
    assert "“Шамиль” and “Shamil”" in said.output
    found = call("name", "compare", "Шамиль Жуков", "Shamil Zhukov", "--json").lines[0]
    assert found["value"] > 0.5
    assert [part["left"] for part in found["parts"]] == ["Шамиль", "Жуков"]


def test_candidates_come_from_a_file_or_the_chronicle(store: Path, tmp_path: Path) -> None:
    listed = tmp_path / "people.txt"
    listed.write_text("Глеб Ворсин\n\nشامل جوكوف\n", encoding="utf-8")
    assert [one["name"] for one in call("name", "candidates", "Gleb Vorsin", "--names", listed, "--json").lines] == [
        "Глеб Ворсин"
    ]
    assert ask(store, "name", "candidates", "Rustam Valizoda", "--json").lines[0]["name"]
    assert call("name", "candidates", "Gleb Vorsin", "--names", listed, "--csv").rows[0]["name"] == "Глеб Ворсин"
    nobody = call("name", "candidates", "Zoe Quill", "--names", listed)
    assert (nobody.output, nobody.errors) == ("", "no name like Zoe Quill\n")
