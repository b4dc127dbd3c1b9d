"""The gate closes when a figure falls, and when there is nothing to measure."""

import json
from pathlib import Path

import pytest
from tests.scripts import load_script

ROOT = Path(__file__).parent.parent.parent


def _load(name: str, task: str = "readings"):
    return load_script(ROOT / "benchmarks" / task / f"{name}.py")


FLOORS = {"ru": {"pages": 2, "f1": {"event": 0.5}}}
GOOD = {"pages": {"ru": 2}, "scores": {"ru": {"event": {"f1": 0.5, "gold": 4}}}}


@pytest.mark.parametrize(
    ("measured", "sentence"),
    [
        ({**GOOD, "scores": {"ru": {"event": {"f1": 0.499, "gold": 4}}}}, "ru: event: 0.499, the floor is 0.5"),
        ({**GOOD, "scores": {"ru": {"event": {"f1": 1.0, "gold": 0}}}}, "ru: event: nothing was scored"),
        ({**GOOD, "scores": {}}, "ru: event: nothing was scored"),
        ({**GOOD, "pages": {"ru": 1}}, "ru: 1 pages were scored, the floor is 2"),
        ({}, "ru: 0 pages were scored"),
    ],
)
def test_gate_closes(measured: dict, sentence: str) -> None:
    assert any(failure.startswith(sentence) for failure in _load("gate").find_failures(measured, FLOORS))


@pytest.mark.parametrize(("found", "open_"), [(1, True), (2, False), (None, False)])
def test_gate_closes_on_false_conflicts(found: int | None, open_: bool) -> None:
    measured = GOOD if found is None else {**GOOD, "false_conflicts": found}
    floors = {"ru": {**FLOORS["ru"], "false_conflicts": 1}}
    assert (_load("gate").find_failures(measured, floors) == []) is open_


def test_a_conflict_on_a_page_that_has_none_is_counted(tmp_path: Path) -> None:
    page = tmp_path / "one.txt"
    page.with_suffix(".json").write_text(json.dumps({"events": [{"type": "meet"}, {"type": "assault"}]}), "utf-8")
    events = [{"type": kind} for kind in ("assault", "coerce", "state")]
    readings = tmp_path / "readings.jsonl"
    readings.write_text(json.dumps({"id": "one", "events": events}) + "\n", encoding="utf-8")
    assert _load("run").find_false_conflicts([page], readings) == ["one: coerce"]


def test_gate_opens_at_the_floor() -> None:
    assert _load("gate").find_failures(GOOD, FLOORS) == []


def test_gate_closes_without_floors() -> None:
    assert _load("gate").find_failures(GOOD, {}) != []


def test_every_language_has_floors() -> None:
    floors = json.loads((ROOT / "benchmarks" / "readings" / "floors.json").read_text(encoding="utf-8"))
    assert {"seeds", "ar", "en", "fa", "ru", "all"} == set(floors)
    assert all(wanted["pages"] > 0 and wanted["f1"] for wanted in floors.values())


def test_scorer_table_is_parsed() -> None:
    printed = (
        "\nall: 2 pages\nmeasure                precision  recall      F1    gold\n"
        "event                      0.500   0.250   0.333       8\n\nru: pages\n"
        "measure                precision  recall      F1    gold\n"
        "event                      1.000   1.000   1.000       3\n\nSCORE event=0.333\n"
    )
    assert _load("run").parse_table(printed) == {
        "all": {"event": {"precision": 0.5, "recall": 0.25, "f1": 0.333, "gold": 8.0}},
        "ru": {"event": {"precision": 1.0, "recall": 1.0, "f1": 1.0, "gold": 3.0}},
    }


def test_missing_gold_is_said_loudly(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DRAGOMAN_SHARED", str(tmp_path))
    with pytest.raises(SystemExit, match="no gold pages"):
        _load("run").find_shared()


def test_gold_pages_are_grouped_once(shared: Path) -> None:
    groups = _load("run").group_pages(shared / "gold")
    assert len(groups["all"]) == len(set(groups["all"])) == sum(map(len, groups.values())) - len(groups["all"])
    assert all(page.is_file() for page in groups["all"])


UNREST = {
    "yes": [(True, "a"), (False, "b")],
    "easy no": [(True, "c")] + [(False, "d")] * 3,
    "difficult no": [(True, "e")],
}


def test_arabic_events_are_measured_by_label() -> None:
    measured = _load("run", "events_arabic").measure(UNREST)
    assert (measured["recall"], measured["precision"]) == (0.5, 0.5)
    assert measured["precision_disputed"] == pytest.approx(1 / 3)
    assert measured["precision_balanced"] == pytest.approx(2 / 3)


def test_arabic_events_fail_below_the_floor_and_on_an_empty_set() -> None:
    run = _load("run", "events_arabic")
    floors = {"protest": {"recall": 0.6, "sentences": 2}}
    assert run.find_failures({"protest": run.measure(UNREST)}, floors) == ["protest recall: 0.500, the floor is 0.6"]
    assert len(run.find_failures({}, floors)) == 2
    assert run.find_failures({}, {}) == ["there are no floors to hold"]


def test_search_fails_below_the_floor_and_on_an_empty_set() -> None:
    run = _load("run", "search")
    assert run.find_failures({"all": 0.9}, {"all": 0.9}) == []
    assert run.find_failures({"all": 0.8}, {"all": 0.9, "fa": 0.5}) == [
        "all: 0.800, the floor is 0.9",
        "fa: 0.000, the floor is 0.5",
    ]
    assert run.find_failures({}, {}) == ["there are no floors to hold"]


def test_search_is_scored_by_grade_and_place() -> None:
    run = _load("run", "search")
    assert run.score_ranking([3, 2, 1], [1, 2, 3]) == pytest.approx(1.0)
    assert 0.5 < run.score_ranking([1, 2, 3], [1, 2, 3]) < 0.9
    assert run.score_ranking([], [3]) == 0.0
    assert run.score_ranking([0, 0, 3], [3]) == pytest.approx(0.5)


def test_queries_of_search_are_many_and_in_four_languages() -> None:
    cases = _load("run", "search").read_cases()
    assert len(cases) >= 60
    assert {case.language for case in cases} == {"ar", "en", "fa", "ru"}
    assert all(case.grades and set(case.grades.values()) <= {1, 2, 3} for case in cases)


def test_missing_arabic_sentences_are_said_loudly(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    run = _load("run", "events_arabic")
    monkeypatch.setattr(run, "SHARED", tmp_path)
    with pytest.raises(SystemExit, match="no judged sentences"):
        list(run.read_sentences("protest"))


def test_stories_fail_below_the_floor_and_on_an_empty_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks" / "stories"))
    run = _load("run", "stories")
    floors = {"ntrex": {"story": 0.9}, "growth": {"dated": 2.0}}
    assert run.find_failures({"ntrex": {"story": 0.9}, "growth": {"dated": 1.1}}, floors) == []
    found = run.find_failures({"ntrex": {"story": 0.8}, "growth": {"dated": 3.0}}, floors)
    assert found == ["ntrex story: 0.800, the floor is 0.9", "growth dated: 3.000, the floor is 2.0"]
    assert len(run.find_failures({}, floors)) == 2
    assert run.find_failures({}, {}) == ["there are no floors to hold"]


def test_missing_translated_pages_are_said_loudly(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks" / "stories"))
    run = _load("run", "stories")
    monkeypatch.setattr(run, "NTREX", tmp_path / "none")
    monkeypatch.setattr(run, "read_own", lambda: iter(()))
    monkeypatch.setattr(run, "score", lambda *given, **options: {})
    with pytest.raises(SystemExit, match="no translated pages"):
        run.measure(mixed=False)


def test_vectors_fail_below_the_floor_above_the_most_and_on_nothing() -> None:
    run = _load("run", "vectors")
    floors = {"speed": {"sentences": 20.0, "load": 3.0}, "en-ru": {"nearest": 0.9}}
    good = {"speed": {"sentences": 30.0, "load": 0.3}, "en-ru": {"nearest": 0.95}}
    assert run.find_failures(good, floors) == []
    bad = {"speed": {"sentences": 10.0, "load": 4.0}}
    assert run.find_failures(bad, floors) == [
        "speed sentences: 10.000, the floor is 20.0",
        "speed load: 4.000, the floor is 3.0",
        "en-ru nearest: nothing was measured",
    ]
    assert run.find_failures({}, {}) == ["there are no floors to hold"]


def test_missing_pages_for_vectors_are_said_loudly(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    run = _load("run", "vectors")
    monkeypatch.setattr(run, "NTREX", tmp_path / "none")
    with pytest.raises(SystemExit, match="no translated pages"):
        run.read_vectors("ru")


ACCOUNT = {"given": 300, "read": 276, "unchanged": 8, "duplicate": 4, "rejected": {"empty": 12}}


@pytest.mark.parametrize(
    ("change", "failures"),
    [
        ({}, []),
        ({"unchanged": 7}, ["300 pages came in, 299 are accounted for"]),
        (
            {"given": 0, "read": 0, "unchanged": 0, "duplicate": 0, "rejected": {}},
            ["0 pages were given, the floor is 300"],
        ),
        ({"read": 275, "rejected": {"empty": 12, "crashed": 1}}, ["1 rejected as crashed"]),
        ({"read": 196, "rejected": {"empty": 92}}, ["0.693 of the pages can be used, the floor is 0.9"]),
    ],
)
def test_a_run_over_corpora_fails_where_pages_are_lost(
    monkeypatch: pytest.MonkeyPatch, change: dict, failures: list[str]
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks" / "corpora"))
    floors = {"pages": 300, "used": 0.9, "never": ["crashed"]}
    found = _load("run", "corpora").find_failures({**ACCOUNT, **change}, floors)
    assert found[: len(failures)] == failures
    assert bool(found) is bool(failures)


def test_missing_corpora_are_said_loudly(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pages = _load("mixed_pages", "corpora")
    monkeypatch.setattr(pages, "CORPORA", tmp_path)
    with pytest.raises(SystemExit, match="no pages in"):
        pages.write_mixed(tmp_path / "pages.jsonl")


def test_a_kill_that_costs_a_stored_page_is_seen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks" / "kills"))
    run = _load("run", "kills")
    store = str(tmp_path / "killed.db")
    assert run.check(store, set()) == []
    assert run.check(store, {"a"}) == ["1 pages and their chronicle are lost"]
    run.open_chronicle(store).close()
    assert run.check(store, set()) == []
    assert run.check(store, {"a", "b"}) == ["2 pages that were stored are lost"]


def test_sizes_measured_on_an_engine_are_kept_beside_each_other(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks" / "growth"))
    engine = _load("engine", "growth")
    monkeypatch.setattr(engine, "FROZEN", tmp_path / "engine.json")
    engine.freeze([{"pages": 20, "engine": "ray", "cost": 2}, {"pages": 10, "engine": "ray", "cost": 1}])
    engine.freeze([{"pages": 20, "engine": "ray", "cost": 3}])
    kept = json.loads((tmp_path / "engine.json").read_text("utf-8"))["runs"]
    assert [(run["pages"], run["cost"]) for run in kept] == [(10, 1), (20, 3)]


def test_an_engine_alone_is_held_against_what_was_found_without_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks" / "growth"))
    engine = _load("engine", "growth")
    monkeypatch.setattr(engine, "GROWTH", tmp_path / "results.json")
    runs = [{"given": 10, "digest": "a"}, {"given": 20, "digest": "b"}]
    (tmp_path / "results.json").write_text(json.dumps({"runs": runs}), "utf-8")
    assert engine.load_digests(20) == {"b"}
    with pytest.raises(SystemExit, match="no digest of 30 pages"):
        engine.load_digests(30)


@pytest.mark.parametrize(
    ("times", "share"), [((1, 1), 1.0), ((0.5, 0.5), 1.0), ((1, 3), 0.5), ((2, 2, 2), 0.5), ((10,), 0.3)]
)
def test_floors_follow_the_machine_no_further_than_they_may(times: tuple[float, ...], share: float) -> None:
    bounds = load_script(ROOT / "benchmarks" / "bounds.py")
    scales = bounds.Scales()
    scales.took = [bounds.SECONDS * multiple for multiple in times]
    assert scales.share == pytest.approx(share)
    scales.weigh()
    assert len(scales.took) == len(times) + 1
    assert scales.took[-1] > 0


def test_a_slow_machine_lowers_the_floors_of_speed_and_slow_reading_does_not(capsys: pytest.CaptureFixture) -> None:
    speed = load_script(ROOT / "benchmarks" / "speed" / "run.py")
    floors = json.loads((ROOT / "benchmarks" / "speed" / "floors.json").read_text(encoding="utf-8"))
    least = floors["pages_per_processor_second"]
    half = {tag: floor / 2 for tag, floor in least.items()}
    for speeds, share, closed in ((least, 1.0, 0), (half, 0.5, 0), (half, 0.6, 1), ({**least, "ru": 1.0}, 1.0, 1)):
        measured = {"pages_per_processor_second": speeds, "speed_of_the_machine": dict.fromkeys(least, share)}
        assert speed._hold(measured) == closed
    assert "too slow: ru" in capsys.readouterr().out


def test_the_best_time_of_each_piece_counts() -> None:
    comparing = load_script(ROOT / "benchmarks" / "speed" / "comparing.py")
    assert comparing._sum_best([[1.0, 5.0, 2.0], [3.0, 2.0, 2.5]]) == 5.0
    with pytest.raises(ValueError):  # rounds of other pages
        comparing._sum_best([[1.0], [1.0, 2.0]])
