"""Nomenklatura's logic-v2 on the pairs that run.py wrote: python benchmarks/names/nomenklatura.py.

Makes its own environment in build/nomenklatura once (500 MB; PyICU is built from source and needs libicu-dev,
pkg-config and g++), scores build/bench/name_pairs.jsonl, some 200 pairs a second, and writes the scores beside it.
The gate does not run this: the figures are frozen in results.json, with the version.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VERSION = "4.17.4"
HOME = ROOT / "build" / "nomenklatura"
PAIRS = ROOT / "build" / "bench" / "name_pairs.jsonl"
RESULTS = Path(__file__).with_name("results.json")
SCORES = ROOT / "build" / "bench" / "name_pairs.logic-v2.jsonl"


def make_environment() -> Path:
    """Return the Python that has nomenklatura, made on the first call."""
    python = HOME / "venv" / "bin" / "python"
    if not (HOME / "done").is_file():
        subprocess.run([sys.executable, "-m", "venv", str(HOME / "venv")], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", f"nomenklatura=={VERSION}"], check=True)
        (HOME / "done").touch()
    return python


def score_pairs() -> None:
    """Score every pair with logic-v2; runs inside the environment."""
    from followthemoney import model
    from nomenklatura.matching.logic_v2.model import LogicV2

    config = LogicV2.default_config()
    with PAIRS.open(encoding="utf-8") as lines, SCORES.open("w", encoding="utf-8") as scores:
        for number, line in enumerate(lines):
            pair = json.loads(line)
            entities = []
            for side in ("a", "b"):
                entity = model.make_entity(pair.get("schema", "Person"))
                entity.id = f"{side}{number}"  # its caches go by id: one that is used twice scores wrong
                entity.add("name", pair[side])
                entities.append(entity)
            scores.write(json.dumps(float(LogicV2.compare(*entities, config).score)) + "\n")


def sum_up() -> dict[str, dict[str, float]]:
    """Return the figures of run.py from logic-v2's scores; its own threshold, 0.7, decides the labelled cases."""
    from run import measure, measure_f1

    people: dict[str, list[dict[str, object]]] = {}
    cases: list[dict[str, object]] = []
    with PAIRS.open(encoding="utf-8") as pairs, SCORES.open(encoding="utf-8") as scores:
        for pair, score in zip(map(json.loads, pairs), map(json.loads, scores), strict=True):
            if pair["set"] == "cases":
                cases.append({"true": pair["same"], "same": score, "schema": pair["schema"]})
            elif pair["same"]:
                people.setdefault(pair["set"], []).append({"same": score, "other": 0.0, "namesake": pair["namesake"]})
            else:
                one = people[pair["set"]][-1]
                one["other"] = max(float(str(one["other"])), score)
    figures: dict[str, dict[str, float]] = {}
    for label, found in people.items():
        plain = measure([one for one in found if not one["namesake"]])
        figures[label] = {**measure(found), **{f"{name}_without_namesakes": plain[name] for name in plain}}
    persons = [one for one in cases if one["schema"] == "Person"]
    figures["cases"] = {"all": measure_f1(cases, floor=0.7), "persons": measure_f1(persons, floor=0.7)}
    return figures


def main() -> int:
    """Score the pairs in the environment that has nomenklatura."""
    if "--inside" in sys.argv:
        score_pairs()
        return 0
    if not PAIRS.is_file():
        sys.exit("run benchmarks/names/run.py --pairs first: it writes the pairs")
    subprocess.run([str(make_environment()), "-P", __file__, "--inside"], check=True)
    RESULTS.write_text(json.dumps({"version": VERSION, **sum_up()}, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
