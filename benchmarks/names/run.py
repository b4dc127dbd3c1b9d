"""Names across scripts: the same person against the hardest other; search; the EU's list; nomenklatura's cases.

Each person of the politicians' list is scored by costs and weights that were learnt without that person's half of the
list (``folds/``). Prints the table, writes build/bench/names.json, and fails below floors.json. ``--all`` ranks Chinese
names as well, of which there are many; ``--pairs`` also writes the pairs that ``nomenklatura.py`` scores.
"""

import csv
import json
import multiprocessing
import os
import sys
import time
import tomllib
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from pathlib import Path

from calibration import calibrate, print_calibration

from dragoman.language.names import costs
from dragoman.language.names.blocking import NameIndex
from dragoman.language.names.coding import CodedName, code_name
from dragoman.language.names.forms import split_forms
from dragoman.language.names.scoring import compare_names, load_weights, weigh_features

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from bounds import Scales  # noqa: E402  beside all benchmarks

ROOT = HERE.parents[1]
NAMES = Path(os.environ.get("DRAGOMAN_SHARED", ROOT.parent / "shared")) / "data" / "names"
BUILD = ROOT / "build" / "bench"
PAIRS = (("en", "ru"), ("en", "ar"), ("en", "fa"), ("ru", "fa"), ("ru", "ar"), ("ar", "fa"))
MORE_PAIRS = (("en", "tg"), ("en", "kk"), ("en", "uz"), ("en", "tr"), ("en", "az"))
CHINESE_PAIRS = (("en", "zh"), ("ru", "zh"))
"""Long lists, which are ranked with ``--all`` alone."""
SPELLED_OUT = "·"
"""Chinese writes the words of a foreign name with this between them; other Chinese names may be another name."""
FALSE_SHARE = 0.005
NEAREST = 5
Row = Mapping[str, str]
Weights = Mapping[str, float]


def read_rows(name: str, delimiter: str = "\t") -> list[Row]:
    """Return the rows of one of the lists beside the project."""
    path = NAMES / name
    if not path.is_file():
        sys.exit(f"no names at {path}: the benchmark needs ../shared beside the project")
    with path.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter=delimiter))


def half_of(row: Row) -> int:
    """Return the half of the list that a person belongs to, by the hash of the id."""
    return zlib.crc32(row["qid"].encode()) % 2


def use_fold(fold: int) -> Weights:
    """Use the costs that were learnt without a half of the list, in this process, and return their weights."""
    folder, shipped = HERE / "folds" / str(fold), costs.find_table

    def find_table(writings: tuple[str, str], kind: str = "") -> object:
        path = folder / ("-".join(filter(None, (kind, *writings))) + ".tsv")
        return path if path.is_file() else shipped(writings, kind)

    costs.find_table = find_table  # type: ignore[assignment]
    weights: Weights = tomllib.loads((folder / "weights.toml").read_text(encoding="utf-8"))["weights"]
    return weights


def choose_pairs() -> tuple[tuple[str, str], ...]:
    """Return the pairs of languages that are ranked."""
    return (*PAIRS, *MORE_PAIRS, *(CHINESE_PAIRS if "--all" in sys.argv else ()))


def rank_half(task: tuple[int, Sequence[tuple[str, str]]]) -> list[list[dict[str, object]]]:
    """Rank the people of one half in some pairs of languages; runs in a process of its own."""
    fold, pairs = task
    weights = use_fold(fold)
    return [rank_people(fold, pair, weights) for pair in pairs]


def rank_people(fold: int, pair: tuple[str, str], weights: Weights) -> list[dict[str, object]]:
    """Rank the other language's names for each person of one half."""
    rows = [row for row in read_rows("politicians_by_language.tsv") if row[pair[0]] and row[pair[1]]]
    index = NameIndex((str(number), row[pair[1]], pair[1]) for number, row in enumerate(rows))
    found = []
    for number, row in enumerate(rows):
        alike = pair not in PAIRS and row[pair[0]].casefold() == row[pair[1]].casefold()
        if half_of(row) != fold or alike:
            continue
        name = code_name(row[pair[0]], pair[0])
        true = weigh_features(compare_names(name, index.names[number][1]), weights)
        others, places = [], index.find_places(name)
        for place in places:
            if place != number:
                others.append((weigh_features(compare_names(name, index.names[place][1]), weights), place))
        others.sort(reverse=True)
        nearest = others[:NEAREST] or [(0.0, (number + 1) % len(rows))]
        found.append({
            "same": true, "other": nearest[0][0], "found": number in places,
            "namesake": are_namesakes(rows, pair=pair, people=(number, nearest[0][1])),
            "a": row[pair[0]], "b": row[pair[1]],
            "wrong": [rows[place][pair[1]] for _, place in nearest],
            "wrong_scores": [score for score, _ in nearest],
        })  # fmt: skip
    return found


def are_namesakes(rows: Sequence[Row], *, pair: tuple[str, str], people: tuple[int, int]) -> bool:
    """Tell whether two persons have one name in one of two languages, the order of its words apart."""
    a, b = (rows[number] for number in people)
    return any(sorted(_words(a[tag])) == sorted(_words(b[tag])) for tag in pair)


def _words(name: str) -> list[str]:
    return name.casefold().replace(",", " ").split()


def measure(found: Sequence[Mapping[str, object]]) -> dict[str, float]:
    """Return AUC, recall where a share of the hardest wrong names passes, and how often the right name is first."""
    same = [float(str(one["same"])) for one in found]
    other = sorted(float(str(one["other"])) for one in found)
    floor = other[::-1][int(len(other) * FALSE_SHARE)]
    wins = sum(bisect_left(other, s) + bisect_right(other, s) for s in same) / 2
    first = sum(bool(one.get("found", True)) and one["same"] > one["other"] for one in found)  # type: ignore[operator]
    return {
        "persons": len(found),
        "auc": round(wins / len(same) / len(other), 4),
        "recall": round(sum(s > floor for s in same) / len(same), 4),
        "top1": round(first / len(found), 4),
    }


def _only_found(ranked: Sequence[Mapping[str, object]]) -> list[Mapping[str, object]]:
    """Let a true pair count nothing where blocking misses it, as it does in search."""
    return [one if one["found"] else {**one, "same": 0.0} for one in ranked]


def measure_politicians() -> tuple[dict[str, dict[str, float]], list[dict[str, object]]]:
    """Return the figures of each pair of languages, and all that was ranked."""
    pairs = choose_pairs()
    # A fresh process a half: what one has cached must not score the other, whose costs were learnt with it.
    with multiprocessing.get_context("spawn").Pool(2, maxtasksperchild=1) as pool:
        halves = pool.map(rank_half, [(fold, pairs) for fold in (0, 1)], chunksize=1)
    figures, ranked = {}, []
    for pair, one, other in zip(pairs, *halves, strict=True):
        found = one + other
        label = "-".join(pair)
        figures[label] = _sum_up(found)
        if pair in PAIRS:
            ranked += [{**one, "set": label} for one in found]
        if pair[1] == "zh":
            figures[f"{label}*"] = _sum_up([one for one in found if SPELLED_OUT in str(one["b"])])
    return figures, ranked


def _sum_up(found: Sequence[Mapping[str, object]]) -> dict[str, float]:
    plain = [one for one in found if not one["namesake"]]
    return {
        **measure(found),
        **{f"{name}_without_namesakes": value for name, value in measure(plain).items()},
        **{f"{name}_of_found": value for name, value in measure(_only_found(plain)).items() if name != "persons"},
        "blocked_right": round(sum(bool(one["found"]) for one in found) / len(found), 4),
    }


def measure_eu_list() -> tuple[dict[str, float], list[dict[str, object]]]:
    """Score the Latin names of the EU's list against all native aliases; an entry's nearest alias counts."""
    rows = [row for row in read_rows("eu_list_native_script.tsv") if row["schema"] == "Person"]
    aliases = [
        (str(n), alias.strip(), None) for n, row in enumerate(rows) for alias in row["native_aliases"].split(";")
    ]
    index = NameIndex(alias for alias in aliases if alias[1])
    found = []
    for number, row in enumerate(rows):
        scores: dict[int, tuple[float, int]] = {}
        for name in map(code_name, split_forms(row["latin_name"])):
            for place in index.find_places(name):
                owner = int(index.names[place][0])
                score = weigh_features(compare_names(name, index.names[place][1]))
                scores[owner] = max(scores.get(owner, (0.0, place)), (score, place))
        same = scores.pop(number, (0.0, -1))[0]
        wrong = max(scores.items(), key=lambda one: one[1], default=(0, (0.0, 0)))
        namesake = _same_entry(row, rows[wrong[0]])
        found.append({
            "same": same, "other": wrong[1][0], "namesake": namesake, "set": "eu-list", "a": row["latin_name"],
            "b": row["native_aliases"].split(";")[0].strip(), "wrong": [spell(index.names[wrong[1][1]][1])],
        })  # fmt: skip
    plain = [one for one in found if not one["namesake"]]
    rest = {f"{name}_without_namesakes": value for name, value in measure(plain).items()}
    return {**measure(found), **rest}, found


def spell(name: CodedName) -> str:
    """Return a name as it was written, as far as its words go."""
    return " ".join(word.part.form for word in name.words)


def _same_entry(a: Row, b: Row) -> bool:
    """Tell whether two entries share a name: one person listed under two programmes, or namesakes."""
    left, right = (
        {tuple(sorted(_words(name))) for name in (row["latin_name"], *row["native_aliases"].split(";")) if name}
        for row in (a, b)
    )
    return bool(left & right)


def measure_cases() -> tuple[dict[str, float], list[dict[str, object]]]:
    """Return F1 at 0.5 on the labelled pairs of nomenklatura's own benchmark, persons apart."""
    found: list[dict[str, object]] = []
    for row in read_rows("opensanctions_bench/contrib/name_bench/cases.csv", ","):
        score = weigh_features(compare_names(code_name(row["name1"]), code_name(row["name2"])))
        found.append({
            "set": "cases", "a": row["name1"], "b": row["name2"], "schema": row["schema"],
            "true": row["is_match"] == "true", "same": score,
        })  # fmt: skip
    persons = [one for one in found if one["schema"] == "Person"]
    return {"all": measure_f1(found), "persons": measure_f1(persons), "cases": len(found)}, found


def measure_f1(found: Sequence[Mapping[str, object]], *, floor: float = 0.5) -> float:
    """Return F1 of taking a pair for one entity from a score on."""
    taken = [one for one in found if float(str(one["same"])) >= floor]
    right = sum(bool(one["true"]) for one in taken)
    return round(2 * right / (len(taken) + sum(bool(one["true"]) for one in found)), 4)


def measure_speed() -> tuple[float, float]:
    """Return comparisons a second on one core, and the share of its speed that the machine had then.

    150 English names are compared with 600 Russian ones, words not seen before.
    """
    rows = [row for row in read_rows("politicians_by_language.tsv") if row["en"] and row["ru"]]
    left: list[CodedName] = [code_name(row["en"], "en") for row in rows[:150]]
    right = [code_name(row["ru"], "ru") for row in rows[:600]]
    scales, seconds = Scales(), 0.0
    for a in left:
        began = time.process_time()
        for b in right:
            weigh_features(compare_names(a, b))
        seconds += time.process_time() - began
        scales.weigh()
    return len(left) * len(right) / seconds, scales.share


def write_pairs(ranked: Sequence[Mapping[str, object]]) -> None:
    """Write the pairs for nomenklatura: each true pair, and the wrong names nearest to it."""
    BUILD.mkdir(parents=True, exist_ok=True)
    with (BUILD / "name_pairs.jsonl").open("w", encoding="utf-8") as lines:
        for one in ranked:
            common = {"set": one["set"], "a": one["a"], "schema": one.get("schema", "Person")}
            pairs = [{**common, "b": one["b"], "same": one.get("true", True), "namesake": one.get("namesake", False)}]
            wrong = one.get("wrong", [])
            pairs += [{**common, "b": b, "same": False} for b in (wrong if isinstance(wrong, list) else [])]
            lines.writelines(json.dumps(pair, ensure_ascii=False) + "\n" for pair in pairs)


def find_failures(figures: Mapping[str, Mapping[str, float]], floors: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Say which figures are below their floors; no floors at all is a failure too."""
    if not floors:
        return ["there are no floors"]
    return [
        f"{row}: {name}: {figures.get(row, {}).get(name)}, the floor is {floor}"
        for row, wanted in floors.items()
        for name, floor in wanted.items()
        if figures.get(row, {}).get(name, 0.0) < floor
    ]


def main() -> int:
    """Measure, print, write and judge."""
    load_weights()
    speed, share = measure_speed()
    figures, ranked = measure_politicians()
    figures["eu-list"], listed = measure_eu_list()
    figures["cases"], cases = measure_cases()
    figures["speed"] = {"comparisons": round(speed)}
    if "--pairs" in sys.argv:
        write_pairs([*ranked, *listed, *cases])
    BUILD.mkdir(parents=True, exist_ok=True)
    calibrated = calibrate(ranked)
    written = {**figures, "calibration": calibrated}
    (BUILD / "names.json").write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    print_table(figures)
    print_calibration(calibrated)
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
    floors["speed"]["comparisons"] *= share
    left_out = {"-".join(pair) for pair in CHINESE_PAIRS} - {"-".join(pair) for pair in choose_pairs()}
    floors = {row: wanted for row, wanted in floors.items() if row.removesuffix("*") not in left_out}
    failures = find_failures(figures, floors)
    for failure in failures:
        print(f"gate: {failure}", file=sys.stderr)
    print("gate: closed" if failures else "gate: open")
    return 1 if failures else 0


def print_table(figures: Mapping[str, Mapping[str, float]]) -> None:
    """Print the figures, those without namesakes in brackets."""
    print("pair     persons   AUC            recall         top-1           (in brackets without namesakes)")
    for label, row in figures.items():
        if "auc" in row:
            cells = (f"{row[name]:.3f} ({row[name + '_without_namesakes']:.3f})" for name in ("auc", "recall", "top1"))
            print(f"{label:8} {row['persons']:7.0f}   {'  '.join(cells)}{_describe_blocking(row)}")
    frozen = json.loads((HERE / "results.json").read_text(encoding="utf-8"))
    print(f"the same of nomenklatura {frozen['version']} logic-v2, measured once, against the nearest {NEAREST} only:")
    for label, row in frozen.items():
        if isinstance(row, dict) and "auc" in row:
            cells = (f"{row[name]:.3f} ({row[name + '_without_namesakes']:.3f})" for name in ("auc", "recall", "top1"))
            print(f"{label:8} {row['persons']:7.0f}   {'  '.join(cells)}")
    theirs = frozen["cases"]
    print(f"nomenklatura's cases: F1 of logic-v2 {theirs['all']:.3f}, persons {theirs['persons']:.3f}")
    print(f"nomenklatura's cases: F1 {figures['cases']['all']:.3f}, persons {figures['cases']['persons']:.3f}")
    print(f"{figures['speed']['comparisons']:,.0f} comparisons a second of the processor")


def _describe_blocking(row: Mapping[str, float]) -> str:
    if "blocked_right" not in row:
        return ""
    found = f"{row['auc_of_found']:.3f}  {row['recall_of_found']:.3f}"
    return f"  shares a key {row['blocked_right']:.3f}; missed as 0: {found}"


if __name__ == "__main__":
    sys.exit(main())
