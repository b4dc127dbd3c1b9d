"""Measures how well search orders its answers, and how long it takes.

    python benchmarks/search/run.py [--misses] [--sentences N] [--meanings N]

Reads the pages that were written for this benchmark, asks every query of ``queries.tsv``, and compares the first ten
sentences with the judgements. ``--misses`` lists what falls short. The time is that of queries over generated
sentences, 5,000 unless another number is given. The questions of ``meaning.tsv`` say in other words, or in another
language, what pages say; both sets are asked with words alone and by meaning too. ``--meanings`` measures the time and
memory of a search by meaning over so many random vectors instead. Fails below ``floors.json``; README.md says what is
measured.
"""

import argparse
import csv
import json
import math
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import dragoman
from dragoman.chronicle.search.asking import parse_query

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from bounds import Scales  # noqa: E402  beside all benchmarks

DEPTH, SENTENCES, LEAST_QUERIES = 10, 5_000, 60
SLOWEST = 0.95
WORDS = {
    "en": "minister talks grain border agreement energy court delegation airport visit budget river".split(),
    "ru": "министр переговоры зерно граница соглашение энергетика суд делегация аэропорт визит бюджет река".split(),
    "ar": "الوزير محادثات الحبوب الحدود اتفاقية الطاقة المحكمة وفد المطار زيارة الميزانية النهر".split(),
    "fa": "وزیر مذاکرات گندم مرز توافق انرژی دادگاه هیئت فرودگاه سفر بودجه رودخانه".split(),
}
GIVEN = "Anvar Bakhrom Daria Emil Farida Goran Hamid Ilona Jamal Karina".split()
FAMILY = "Asimov Brandt Daler Ekberg Farhadi Gerlich Habibov Ivanets Jalili Koresh".split()


class Case(NamedTuple):
    """A query with its graded sentences: (page, words of the sentence) -> 1 to 3."""

    language: str
    kind: str
    query: str
    grades: Mapping[tuple[str, str], int]


def read_cases(path: Path = HERE / "queries.tsv") -> list[Case]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Case(row["language"], row["kind"], row["query"], dict(_grades(row["judgements"]))) for row in rows]


def _grades(words: str) -> Iterator[tuple[tuple[str, str], int]]:
    for judgement in words.split(";"):
        place, _, grade = judgement.rpartition("=")
        page, _, part = place.partition("~")
        yield (page, part), int(grade)


def score_ranking(gains: Sequence[int], ideal: Iterable[int]) -> float:
    """Return nDCG@10 (Järvelin and Kekäläinen, 2002) of the grades in the order of the answer."""
    best = _sum_up(sorted(ideal, reverse=True)[:DEPTH])
    return _sum_up(gains[:DEPTH]) / best if best else 0.0


def _sum_up(gains: Sequence[int]) -> float:
    return sum((2**gain - 1) / math.log2(place + 2) for place, gain in enumerate(gains))


def ask(chronicle: dragoman.Dragoman, case: Case, *, meaning: bool = False) -> tuple[float, list[str]]:
    """Return the score of a query, and what was found in vain or too low, for reading."""
    has_words = any(not part.field and not part.negative for part in parse_query(case.query))
    hits = chronicle.search(case.query, limit=DEPTH, meaning=meaning and has_words).hits
    left, gains, seen = dict(case.grades), [], []
    for hit in hits:
        fitting = [key for key in left if key[0] == hit.quote.page and key[1] in hit.quote.text]
        gain = left.pop(max(fitting, key=lambda key: left[key])) if fitting else 0
        gains.append(gain)
        seen.append(f"{gain} {hit.quote.page} {hit.quote.text[:90]}")
    missing = [f"- {page} {part} ({grade})" for (page, part), grade in left.items()]
    return score_ranking(gains, case.grades.values()), [*seen, *missing]


def check_cases(chronicle: dragoman.Dragoman, cases: Iterable[Case]) -> None:
    """Leave where a judgement is about words that no page has."""
    texts = {reading.id: f"{reading.title}\n{reading.text}" for reading in chronicle.readings()}
    lost = [key for case in cases for key in case.grades if key[1] not in texts.get(key[0], "")]
    if lost:
        sys.exit(f"{len(lost)} judgements about sentences that are not there, first {lost[:3]}")


def measure_order(*, misses: bool) -> dict[str, float]:
    """Return the mean nDCG@10 by language, by kind of query and over all."""
    cases = read_cases()
    if len(cases) < LEAST_QUERIES:
        sys.exit(f"only {len(cases)} queries; a gate needs {LEAST_QUERIES}")
    meant = read_cases(HERE / "meaning.tsv")
    with tempfile.TemporaryDirectory() as folder, dragoman.open(Path(folder, "search.db")) as chronicle:
        chronicle.read([HERE / "pages"])
        check_cases(chronicle, [*cases, *meant])
        scored = [(case, *ask(chronicle, case)) for case in cases]
        chronicle.make_vectors()
        by_meaning = {
            f"{name} {way}": statistics.mean(ask(chronicle, case, meaning=way == "by meaning")[0] for case in some)
            for name, some in (("questions of words", cases), ("questions of meaning", meant))
            for way in ("by words", "by meaning")
        }
    for case, score, lines in scored:
        if misses and score < 0.999:
            print(f"{score:.3f} {case.language} {case.kind}: {case.query}", *lines, sep="\n    ")
    groups: dict[str, list[float]] = {}
    for case, score, _ in scored:
        for group in ("all", case.language, case.kind):
            groups.setdefault(group, []).append(score)
    for group, scores in groups.items():
        print(f"nDCG@10 {group:12} {statistics.mean(scores):.3f} over {len(scores)} queries")
    for group, score in by_meaning.items():
        print(f"nDCG@10 {group} {score:.3f}")
    found = {group: statistics.mean(scores) for group, scores in groups.items()} | by_meaning
    return {group: round(score, 3) for group, score in found.items()}


def make_pages(sentences: int, chance: random.Random) -> Iterator[str]:
    """Yield generated pages of five sentences as records of JSON."""
    for number in range(sentences // 5):
        language = chance.choice(tuple(WORDS))
        lines = [_make_sentence(language, chance) for _ in range(5)]
        record = {"id": f"page{number}", "lang": language, "date": f"2024-0{chance.randrange(1, 10)}-11"}
        yield json.dumps({**record, "text": "\n".join(lines)}, ensure_ascii=False)


def _make_sentence(language: str, chance: random.Random) -> str:
    name = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"
    return f"{name} {' '.join(chance.choices(WORDS[language], k=12))}."


def measure_time(sentences: int) -> float:
    """Print and return the 95th percentile of the seconds of work of a query, had the machine its whole speed."""
    chance = random.Random(5)
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder, "pages.jsonl")
        pages.write_text("\n".join(make_pages(sentences, chance)), encoding="utf-8")
        with dragoman.open(Path(folder, "speed.db")) as chronicle:
            chronicle.read([pages], workers=2)
            scales = Scales()
            taken = sorted(_time(chronicle, query, scales) for query in _make_queries(chance))
    share = scales.share
    median, slowest = statistics.median(taken) * share, taken[int(len(taken) * SLOWEST)] * share
    print(
        f"work over {sentences} sentences: median {median:.3f} s, p95 {slowest:.3f} s, had the machine its whole speed"
    )
    return slowest


def measure_meaning(sentences: int) -> None:
    """Print the time and memory of searches by meaning over random vectors, in pages of 25 sentences."""
    import resource

    import numpy as np

    from dragoman.chronicle import derived, schema
    from dragoman.chronicle.database import write
    from dragoman.chronicle.dialects import insert_rows
    from dragoman.chronicle.search.vectors import pack_vectors
    from dragoman.vectors import DIMENSIONS, load_encoder

    chance = np.random.default_rng(3)
    with tempfile.TemporaryDirectory() as folder, dragoman.open(Path(folder, "meaning.db")) as chronicle:
        chronicle.read([HERE / "pages"])
        with write(chronicle._chronicle.engine) as connection:
            for number in range(1000, 1000 + sentences // 25):
                made = chance.normal(size=(25, DIMENSIONS)).astype(np.float32)
                made /= 4 * np.linalg.norm(made, axis=1, keepdims=True)  # too far from any question to be shown
                page = {"id": number, "sha256": f"{number:064d}", "name": f"p{number}", "address": f"p{number}",
                        "length": 1, "status": "read", "reader": "none", "stored_at": ""}  # fmt: skip
                connection.execute(schema.page.insert(), page)
                row = {"page_id": number, "encoder": load_encoder().version, "digest": "",
                       "vectors": pack_vectors(range(25), made)}  # fmt: skip
                connection.execute(schema.page_vectors.insert(), row)
                lines = [{"page_id": number, "start": start, "stop": start + 1, "is_title": 0, "language": "en",
                          "tokens": "none", "others": ""} for start in range(25)]  # fmt: skip
                insert_rows(connection, derived.sentence, lines)
        chronicle.make_vectors()
        chronicle.search("electricity blackout", meaning=True)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for words in ("who stepped down", "food is dear language:en", "беседа по телефону"):
            began, used = time.perf_counter(), time.process_time()
            chronicle.search(words, meaning=True)
            taken = time.perf_counter() - began, time.process_time() - used
            print(
                f"by meaning over {sentences} sentences: {taken[0] * 1000:.0f} ms, {taken[1] * 1000:.0f} of processor"
            )
        print(f"memory of the process: {before / 1024:.0f} MB at most")


def _make_queries(chance: random.Random) -> Iterator[str]:
    for number in range(101):
        words = " ".join(chance.choices(WORDS[chance.choice(tuple(WORDS))], k=2))
        name = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"
        yield (words, name, f"{name} {words}", f"who:{name.split()[1]} date:2024-03")[number % 4]


def _time(chronicle: dragoman.Dragoman, query: str, scales: Scales) -> float:
    began = time.process_time()
    chronicle.search(query)
    spent = time.process_time() - began
    scales.weigh()
    return spent


def find_failures(measured: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """Return the groups that are below their floor or were not measured."""
    if not floors:
        return ["there are no floors to hold"]
    return [
        f"{group}: {measured.get(group, 0.0):.3f}, the floor is {floor}"
        for group, floor in floors.items()
        if measured.get(group, 0.0) < floor
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="list the queries that fall short")
    parser.add_argument("--sentences", type=int, default=SENTENCES, help="generated sentences for the time")
    parser.add_argument("--meanings", type=int, help="random vectors for the time of a search by meaning, and no more")
    options = parser.parse_args()
    if options.meanings:
        measure_meaning(options.meanings)
        return 0
    measured = measure_order(misses=options.misses)
    slowest = measure_time(options.sentences)
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
    failures = find_failures(measured, floors["ndcg"])
    if slowest > floors["p95"]:
        failures.append(f"p95: {slowest:.3f} s, at most {floors['p95']} are allowed")
    print("\n".join(failures) or f"gate: {len(floors['ndcg'])} floors of order and one of time held")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
