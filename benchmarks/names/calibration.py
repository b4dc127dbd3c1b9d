"""How often a name is right where its probability says so: bands of predicted probability against what is true."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence

BANDS = (0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98)
"""Where a band ends and the next begins."""
WRONG = 4
"""So many wrong names stand beside each true pair, as where the weights are learnt."""
Judged = tuple[float, bool]


def judge_pairs(ranked: Sequence[Mapping[str, object]]) -> list[Judged]:
    """Return the probability of each true pair and of the wrong names nearest to it, and whether it is true."""
    found = []
    for one in ranked:
        found.append((float(str(one["same"])), True))
        found += [(score, False) for score in _scores(one)[:WRONG]]
    return found


def judge_first(ranked: Sequence[Mapping[str, object]]) -> list[Judged]:
    """Return the probability of the name that search puts first for each person, and whether it is the person's."""
    found = []
    for one in ranked:
        same = float(str(one["same"])) if one["found"] else -1.0
        other = max(_scores(one), default=-1.0)
        if max(same, other) >= 0:
            found.append((max(same, other), same > other))
    return found


def _scores(one: Mapping[str, object]) -> list[float]:
    scores = one["wrong_scores"]
    return list(scores) if isinstance(scores, list) else []


def tabulate(judged: Sequence[Judged]) -> list[dict[str, float]]:
    """Return each band: its limits, how many fell into it, the mean that was predicted, and the share that is right."""
    limits = (0.0, *BANDS, 1.0)
    bands: list[list[Judged]] = [[] for _ in range(len(BANDS) + 1)]
    for score, right in judged:
        bands[bisect_right(BANDS, score)].append((score, right))
    return [
        {
            "from": limits[number], "to": limits[number + 1], "pairs": len(band),
            "predicted": round(sum(score for score, _ in band) / len(band), 4),
            "right": round(sum(right for _, right in band) / len(band), 4),
        }
        for number, band in enumerate(bands)
        if band
    ]  # fmt: skip


def measure_error(table: Sequence[Mapping[str, float]]) -> float:
    """Return how far the bands are from the truth, on the average of pairs (expected calibration error)."""
    total = sum(band["pairs"] for band in table)
    return round(sum(band["pairs"] * abs(band["predicted"] - band["right"]) for band in table) / total, 4)


def calibrate(ranked: Sequence[Mapping[str, object]]) -> dict[str, dict[str, object]]:
    """Return the tables of true pairs with the nearest wrong names, also by languages, and of first answers."""
    tables = {"pairs": tabulate(judge_pairs(ranked)), "first": tabulate(judge_first(ranked))}
    found: dict[str, dict[str, object]] = {
        name: {"bands": table, "error": measure_error(table)} for name, table in tables.items()
    }
    for label in dict.fromkeys(str(one["set"]) for one in ranked):
        table = tabulate(judge_pairs([one for one in ranked if one["set"] == label]))
        found[label] = {"bands": table, "error": measure_error(table)}
    return found


def print_calibration(found: Mapping[str, Mapping[str, object]]) -> None:
    """Print the tables of all languages together, and the errors of each two."""
    titles = {"pairs": f"true pairs and the {WRONG} nearest wrong names", "first": "first answers of search"}
    for name, title in titles.items():
        print(f"calibration, {title}: mean error {found[name]['error']}")
        bands = found[name]["bands"]
        for band in bands if isinstance(bands, list) else ():
            limits = f"{band['from']:.2f} to {band['to']:.2f}"
            print(f"  {limits:14} {band['pairs']:6.0f}   predicted {band['predicted']:.3f}   right {band['right']:.3f}")
    errors = (f"{label} {table['error']}" for label, table in found.items() if label not in titles)
    print(f"mean error by languages: {', '.join(errors)}")
