"""Learn what groups of letters cost beside each other in names, from lists of names alone.

``python tools/train_name_costs.py [STEP...]``: without a step it makes all tables that are shipped, the same bytes each
time. Steps, in this order: ``latin`` and ``arabic`` (Cyrillic and Arabic beside Latin), ``between`` (Arabic beside
Cyrillic), ``alike`` (two spellings in one writing), ``chinese`` (beside all others), ``persian`` (and its folds),
``letters``, ``words``, ``weights`` (and their folds). Reads ../shared/data/names: wd_coling2018 (CC0) and
politicians_by_language.tsv (Wikidata labels, CC0); never eu_list_native_script.tsv, opensanctions_bench or
tajik_farsi. Writes src/dragoman/data/models/name_costs/ and benchmarks/names/folds/.

Source: expectation maximisation over joint letter groups (Jiampojamarn, Kondrak, Sherif 2007).
"""

import csv
import itertools
import math
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from palladius import write_syllable
from rapidfuzz.distance import OSA

from dragoman.language.names import costs
from dragoman.language.names.blocking import NameIndex
from dragoman.language.names.coding import CodedName, assemble, code_name, find_classes
from dragoman.language.names.folding import fold_word
from dragoman.language.names.parsing import NamePart, cut_name
from dragoman.language.names.scoring import FEATURES, compare_names, weigh_features
from dragoman.language.names.tables import load_readings

ROOT = Path(__file__).resolve().parents[1]
NAMES = ROOT.parent / "shared" / "data" / "names"
MODEL = ROOT / "src" / "dragoman" / "data" / "models" / "name_costs"
FOLDS = ROOT / "benchmarks" / "names" / "folds"
ALL = 9
LANGUAGES = (("en", "ru"), ("en", "ar"), ("en", "fa"), ("ru", "fa"), ("ru", "ar"), ("ar", "fa"), ("uk", "ru"))
NEAREST = 4
SEEN_OFTEN, COMMON = 8, 40
CHINESE = 3000
DEAR = 1.5
UNLIKE = 0.5
RIDGE = 0.05
ROUGH = {
    "constant": 0.0, "evidence": 2.0, "worst": 7.0, "contradicted": -2.0, "unshared": -1.0,
    "marks_differ": -2.0, "initials": -1.6, "turned": -3.0, "variants": -2.0,
}  # fmt: skip
EXPECTED = {"marks_differ": (-6.0, 20.0)}
"""What is believed before anything is seen, and how firmly: too few politicians are fathers and sons."""
BY_HAND = {"worst": 2.0, "constant": -1.6}
"""What is added in the end: one badly fitting word matters more than strangers show, who differ in it wholly."""
Triple = tuple[str, str, float]
Sample = tuple[tuple[float, ...], int, bool]
Groups = Mapping[tuple[str, str], float]

PERSIAN_LETTERS = {
    "پ": (("ب", 0.4),), "چ": (("ج", 0.1), ("ش", 0.05)), "ژ": (("ج", 0.2),),
    "گ": (("غ", 0.5), ("ج", 0.3), ("ک", 0.1)), "و": (("ف", 0.3),),
}  # fmt: skip
CONFUSED = {
    "ی": "جیا", "ث": "تس", "و": "فو", "ف": "وپف", "غ": "گقغ", "ج": "گژجچ", "ق": "گکق", "ک": "گکق", "ش": "چش", "ت": "طت",
    "ط": "تط", "س": "سثزص", "ز": "سزذض", "ذ": "زد", "د": "ذدض", "ا": "اآعه", "ه": "اه",
}  # fmt: skip


def read_words(language: str) -> list[tuple[str, str, int]]:
    """Return the words of a list: Latin, other script, how often."""
    writing = {"russian": "cyrl", "arabic": "ar", "chinese": "hani"}[language]
    found = []
    for line in (NAMES / "wd_coling2018" / f"wd_{language}_80").read_text(encoding="utf-8").splitlines():
        latin, other, count = line.split("\t")
        pair = fold_word(latin, "latn"), fold_word(other.replace(" ", ""), writing)
        if pair[1] and len(pair[0]) > 1:
            found.append((*pair, int(count)))
    return found


def draw(words: Iterable[Triple], number: int) -> list[Triple]:
    """Draw words by their hash, so that the same ones come every time."""
    return sorted(words, key=lambda word: (zlib.crc32(f"{word[0]}{word[1]}".encode()), word))[:number]


def read_people(pair: tuple[str, str], *, without: int = ALL) -> list[Mapping[str, str]]:
    """Return the politicians with names in two languages, one half of them left out."""
    with (NAMES / "politicians_by_language.tsv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t") if row[pair[0]] and row[pair[1]]]
    return [row for row in rows if half_of(row) != without]


def half_of(row: Mapping[str, str]) -> int:
    """Return the half that a person belongs to."""
    return zlib.crc32(row["qid"].encode()) % 2


def align_people(pair: tuple[str, str], *, without: int) -> list[Triple]:
    """Return the words of politicians' names that stand at one place in both languages."""
    found: list[Triple] = []
    for row in read_people(pair, without=without):
        left, right = ([part.letters for part in code_parts(row[tag], tag)] for tag in pair)
        if len(left) == len(right):
            found += [(x, y, 1.0) for x, y in zip(left, right, strict=True) if len(x) > 1 and len(y) > 1]
    return found


def code_parts(name: str, tag: str) -> Sequence[NamePart]:
    """Return the words of a name; no costs are needed for that."""
    return cut_name(name, tag)


def list_sizes(left: int, right: int) -> list[tuple[int, int]]:
    """Return the sizes that groups may have: a letter may stand alone, several may not."""
    sizes = [(i, j) for i in range(left + 1) for j in range(right + 1) if i + j]
    return [(i, j) for i, j in sizes if not (i == 0 and j > 1) and not (j == 0 and i > 1)]


def maximise(
    words: Sequence[Triple], sizes: Sequence[tuple[int, int]], *, rounds: int, start: Groups | None = None,
    least: float = 2.0, prior: Groups | None = None,
) -> dict[tuple[str, str], float]:  # fmt: skip
    """Return how probable each group is, from words that stand for each other."""
    groups: Groups | None = start
    for number in range(rounds):
        counts: dict[tuple[str, str], float] = defaultdict(float, prior or {})
        for left, right, weight in words:
            count_groups(f"^{left}$", f"^{right}$", sizes=sizes, groups=groups, counts=counts, weight=weight)
        floor = least if number else least / 4
        kept = {group: n for group, n in counts.items() if n >= floor or is_small(group, n)}
        total = sum(kept.values())
        groups = {group: n / total for group, n in kept.items()}
        print(f"round {number + 1}: {len(groups)} groups", file=sys.stderr, flush=True)
    return dict(groups or {})


def is_small(group: tuple[str, str], count: float) -> bool:
    """Tell whether a group is kept however rare it is: a letter alone, or beside a letter."""
    sizes = len(group[0]), len(group[1])
    return sum(sizes) == 1 or (sizes == (1, 1) and count > 0.5)


def count_groups(
    left: str, right: str, *, sizes: Sequence[tuple[int, int]], groups: Groups | None,
    counts: dict[tuple[str, str], float], weight: float,
) -> None:  # fmt: skip
    """Add to the counts what two words say about their groups (forward and backward)."""
    forward = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    forward[0][0] = 1.0
    steps = []
    for i in range(len(left) + 1):
        for j in range(len(right) + 1):
            if forward[i][j] == 0.0:
                continue
            for a, b in sizes:
                if i + a <= len(left) and j + b <= len(right):
                    group = (left[i : i + a], right[j : j + b])
                    p = groups.get(group, 0.0) if groups else 0.02 ** (a + b) * (0.1 if a == 0 or b == 0 else 1)
                    if p:
                        forward[i + a][j + b] += forward[i][j] * p
                        steps.append((i, j, i + a, j + b, group, p))
    total = forward[-1][-1]
    if total <= 0.0:
        return
    backward = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    backward[-1][-1] = 1.0
    for i, j, k, m, group, p in reversed(steps):
        if backward[k][m]:
            backward[i][j] += p * backward[k][m]
            counts[group] += weight * forward[i][j] * p * backward[k][m] / total


def widen(groups: Groups, words: Sequence[Triple], *, left: int, right: int) -> dict[tuple[str, str], float]:
    """Return groups with those that stand side by side in the cheapest reading of words, joined."""
    costly = {group: -math.log(p) for group, p in groups.items()}
    found: dict[tuple[str, str], float] = defaultdict(float)
    sizes = list_sizes(left, right)
    for x, y, weight in words:
        path = read_cheapest(f"^{x}$", f"^{y}$", costly, sizes)
        for first in range(len(path)):
            for last in range(first + 1, min(first + 4, len(path))):
                (i, j), (k, m) = path[first], path[last]
                if (k - i, m - j) in sizes:
                    found[f"^{x}$"[i:k], f"^{y}$"[j:m]] += weight
    total = sum(found.values())
    wide = {group: n / total for group, n in found.items() if n >= 3}
    wide.update({group: max(wide.get(group, 0.0), p / 2) for group, p in groups.items()})
    total = sum(wide.values())
    return {group: p / total for group, p in wide.items()}


def read_cheapest(left: str, right: str, costly: Groups, sizes: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the places that the cheapest reading of two words goes through."""
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(left) + 1):
        for j in range(len(right) + 1):
            for a, b in sizes if (i, j) in best else ():
                cost = costly.get((left[i : i + a], right[j : j + b]), 9.0 if a + b == 1 else None)
                if cost is None or i + a > len(left) or j + b > len(right):
                    continue
                total = best[i, j][0] + cost
                if total < best.get((i + a, j + b), (math.inf,))[0]:
                    best[i + a, j + b] = (total, (i, j))
    place, path = (len(left), len(right)), []
    while place in best and place != (0, 0):
        path.append(place)
        place = best[place][1]
    return [(0, 0), *path[::-1]]


def write_groups(groups: Groups, left: str, right: str, *, folder: Path = MODEL, turn: bool = False) -> None:
    """Write the costs of groups."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = sorted(((y, x) if turn else (x, y), -math.log(p)) for (x, y), p in groups.items() if p > 0)
    text = "".join(f"{x}\t{y}\t{cost:.2f}\n" for (x, y), cost in rows)
    (folder / f"{left}-{right}.tsv").write_text("left\tright\tcost\n" + text, encoding="utf-8")


def read_groups(left: str, right: str, *, turn: bool = False) -> dict[tuple[str, str], float]:
    """Return the probabilities of groups that were written before."""
    groups = {}
    for line in (MODEL / f"{left}-{right}.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        x, y, cost = line.split("\t")
        groups[(y, x) if turn else (x, y)] = math.exp(-float(cost))
    return groups


def weigh_counts(words: Iterable[tuple[str, str, int]]) -> list[Triple]:
    """Let a word that is seen often count more, by the logarithm."""
    return [(left, right, 1 + math.log(count) / 2) for left, right, count in words]


def learn_beside_latin(language: str, writing: str, *, first: int, then: int) -> None:
    words = weigh_counts(read_words(language))
    if writing == "cyrl":
        words += [(word.replace(" ", ""), spell_in_russian(word), 1.0) for word in draw_syllables(CHINESE)]
    groups = maximise(draw(words, first), list_sizes(3, 2), rounds=4)
    more = draw(words, then)
    wide = widen(groups, more, left=3, right=2)
    write_groups(maximise(more, list_sizes(3, 2), rounds=2, start=wide, least=2.5), writing, "latn", turn=True)


def learn_between() -> None:
    """Learn Arabic beside Cyrillic, by the Latin word that they share."""
    russian: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for latin, other, count in read_words("russian"):
        russian[latin].append((count, other))
    words = [
        (max(russian[latin])[1], other, 1 + min(count, max(russian[latin])[0], 20) / 20)
        for latin, other, count in read_words("arabic")
        if latin in russian
    ]
    groups = maximise(draw(words, 16000), list_sizes(2, 2), rounds=4)
    wide = widen(groups, words, left=2, right=2)
    write_groups(maximise(words, list_sizes(2, 2), rounds=2, start=wide, least=2.5), "ar", "cyrl", turn=True)


def learn_chinese() -> None:
    """Learn the readings of Chinese characters beside the other writings: of foreign names, and of Chinese ones."""
    words = read_words("chinese")
    chinese = [(word, word.replace(" ", "")) for word in draw_syllables()]
    latin = weigh_counts(words) + [(read, read, 1.5) for _, read in chinese]
    learn_pairs(latin, "latn", turn=True)
    for language, writing in (("russian", "cyrl"), ("arabic", "ar")):
        others: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for word, other, count in read_words(language):
            others[word].append((count, other))
        pairs = [(max(others[word])[1], read, 1 + min(count, 20) / 20) for word, read, count in words if word in others]
        if writing == "cyrl":
            pairs += [(spell_in_russian(x), y, 1.5) for x, y in chinese]
        learn_pairs(pairs, writing)
    groups = add_persian(read_groups("ar", "hani"), 0)
    write_groups(groups, "fa", "hani")


def learn_pairs(words: Sequence[Triple], writing: str, *, turn: bool = False) -> None:
    """Learn the readings of Chinese characters beside one writing."""
    groups = maximise(draw(words, 12000), list_sizes(2, 3), rounds=4)
    more = draw(words, 24000)
    wide = widen(groups, more, left=2, right=3)
    learnt = maximise(more, list_sizes(2, 3), rounds=2, start=wide, least=2.5)
    write_groups(learnt, *(("hani", writing) if turn else (writing, "hani")), turn=turn)


def draw_syllables(number: int = 6000) -> list[str]:
    """Return readings of one character and of two, as in Chinese names, drawn by their hash."""
    syllables = [x for x in sorted(set(load_readings().values())) if write_syllable(x)]
    both = [f"{x} {y}" for x in syllables for y in syllables]
    drawn = sorted(both, key=lambda word: zlib.crc32(word.encode()))[:number]
    return [*syllables, *drawn]


def spell_in_russian(syllables: str) -> str:
    """Return syllables in Russian letters, as one word."""
    return "".join(write_syllable(x) or "" for x in syllables.split())


def learn_alike(language: str, writing: str, *, by_latin: bool) -> None:
    """Learn two spellings in one writing: words that share their counterpart, and words that are the same."""
    shared: dict[str, set[str]] = defaultdict(set)
    for latin, other, count in read_words(language):
        if by_latin:
            shared[latin].add(other)
        elif count > 1:
            shared[other].add(latin)
    spelled, same = set(), set()
    for forms in (sorted(forms) for forms in shared.values() if len(forms) < 7):
        same |= {(x, x, 1.0) for x in forms}
        spelled |= {(x, y, 1.0) for i, x in enumerate(forms) for y in forms[i + 1 :] if abs(len(x) - len(y)) < 3}
    words = draw(spelled, 7000) + draw(same, 9000)
    words += [(y, x, weight) for x, y, weight in words if x != y]
    groups = maximise(words, list_sizes(2, 2), rounds=4)
    both = {(y, x) for x, y in groups} | set(groups)
    write_groups({(x, y): (groups.get((x, y), 0) + groups.get((y, x), 0)) / 2 for x, y in both}, writing, writing)


def add_persian(groups: Groups, side: int) -> dict[tuple[str, str], float]:
    """Return groups of Arabic letters with those that Persian letters open."""
    wide = dict(groups)
    for group, p in groups.items():
        for new, olds in PERSIAN_LETTERS.items():
            for old, share in olds:
                if old in group[side]:
                    changed = group[side].replace(old, new)
                    key = (changed, group[1]) if side == 0 else (group[0], changed)
                    wide[key] = max(wide.get(key, 0.0), p * share)
    total = sum(wide.values())
    return {group: p / total for group, p in wide.items()}


def learn_persian(without: int) -> None:
    """Learn Persian beside the other writings: from Arabic, and from the politicians of a fold."""
    folder = MODEL if without == ALL else FOLDS / str(without)
    english = align_people(("en", "fa"), without=without)
    persian: dict[str, set[str]] = defaultdict(set)
    for latin, other, _ in english:
        persian[latin].add(other)
    russian = align_people(("ru", "fa"), without=without)
    russian += [
        (r, f, 1.0)
        for e, r, n in read_words("russian")
        if n > 1 and len(persian.get(e, ())) < 3
        for f in sorted(persian.get(e, ()))
    ]
    arabic = align_people(("ar", "fa"), without=without)
    arabic += [(a, f, 1.0) for e, a, n in read_words("arabic") if n > 1 for f in sorted(persian.get(e, ()))]
    between = add_persian(read_groups("ar", "ar"), 1)
    for x, others in CONFUSED.items():
        between.update({(x, y): max(between.get((x, y), 0.0), 2e-4) for y in others})
    starts = add_persian(read_groups("ar", "latn", turn=True), 1), add_persian(read_groups("ar", "cyrl", turn=True), 1)
    for words, start, weight, sizes, names in (
        (english, starts[0], 3000, (3, 2), ("fa", "latn")),
        (russian, starts[1], 2000, (2, 2), ("cyrl", "fa")),
        (arabic, between, 1000, (2, 2), ("ar", "fa")),
    ):
        prior = {group: p * weight for group, p in start.items()}
        groups = maximise(words, list_sizes(*sizes), rounds=2, start=start, least=0.04, prior=prior)
        write_groups(groups, *names, folder=folder, turn=names[1] == "latn")
    if without == ALL:
        same = add_persian(add_persian(read_groups("ar", "ar"), 0), 1)
        same.update({(x, x): 0.3 * same[y, y] for x, y in (("پ", "ب"), ("چ", "ج"), ("ژ", "ز"), ("گ", "ک"))})
        write_groups(same, "fa", "fa")


def learn_letters() -> None:
    """Learn what a letter costs after another, in each writing."""
    russian, arabic = read_words("russian"), read_words("arabic")
    words = {
        "latn": [(word, 1) for word, _, _ in russian],
        "cyrl": [(word, 1) for _, word, _ in russian],
        "ar": [(word, 1) for _, word, _ in arabic],
        "hani": [(word, 1) for _, word, _ in read_words("chinese")]
        + [(x.replace(" ", ""), 1) for x in draw_syllables()],
    }
    parts = [part for row in read_people(("en", "fa")) for part in code_parts(row["fa"], "fa")]
    persian = [(part.letters, 5) for part in parts if len(part.letters) > 1]
    words["fa"] = [(word, 1) for word, _ in words["ar"][::8]] + persian
    lines = ["writing\tletters\tcost"]
    for writing, counted in words.items():
        after: dict[str, Counter[str]] = defaultdict(Counter)
        for word, count in counted:
            for a, b in zip(f"^{word}", f"{word}$", strict=True):
                after[a][b] += count
        alone = sum(after.values(), Counter())
        for a in sorted(after):
            for b in sorted(alone):
                p = (after[a][b] + 10 * alone[b] / alone.total()) / (after[a].total() + 10)
                lines.append(f"{writing}\t{a}{b}\t{-math.log(p):.2f}")
    (MODEL / "letters.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def learn_words(without: int) -> None:
    """Keep common names as wholes where their letters tell too little: Michael is not spelled out in any rule.

    Two names of one Latin word stand for each other too: Richard is written in two ways in Russian, in one in Persian.
    """
    folder = MODEL if without == ALL else FOLDS / str(without)
    for old in folder.glob("words-*.tsv"):
        old.unlink()
    use_folder(folder, words=False)
    latin: dict[str, dict[str, Counter[str]]] = {
        writing: defaultdict(Counter) for writing in ("cyrl", "ar", "fa", "hani")
    }
    for language, writing in (("russian", "cyrl"), ("arabic", "ar"), ("chinese", "hani")):
        for word, other, count in read_words(language):
            latin[writing][word][other] += count
    aligned = [(word, other) for word, other, _ in align_people(("en", "fa"), without=without)]
    seen = Counter(aligned)
    for word, other in (pair for pair in aligned if seen[pair] > 1 or sound_alike(*pair)):
        common = latin["cyrl"].get(word, Counter()).total() >= COMMON
        latin["fa"][word][other] += SEEN_OFTEN if common else 1
    for left, right in itertools.combinations(("ar", "cyrl", "fa", "hani", "latn"), 2):
        if without == ALL or "fa" in (left, right):
            write_words(latin, left, right, folder=folder)


def sound_alike(latin: str, persian: str) -> bool:
    """Tell whether a Latin and a Persian word share most of their consonants: else one label names another person."""
    x, y = find_classes(latin, "latn"), find_classes(persian, "fa")
    return OSA.normalized_distance(x, y) < UNLIKE


def write_words(latin: Mapping[str, Mapping[str, Counter[str]]], left: str, right: str, *, folder: Path) -> None:
    """Write the words of two writings that stand for one Latin word and that their letters do not tell."""
    total = {writing: sum(counts.total() for counts in words.values()) for writing, words in latin.items()}
    found: dict[tuple[str, str], float] = {}
    for word, counts in latin[left].items():
        others = {word: math.inf} if right == "latn" else latin[right].get(word, {})
        for x, n in counts.items():
            for y, m in others.items():
                often = min(n, m) >= SEEN_OFTEN and min(len(x), len(y)) > 1
                if often and costs.weigh_words(x, y, writings=(left, right)).cost > DEAR:
                    share = n / total[left] if right == "latn" else min(n / total[left], m / total[right])
                    found[x, y] = max(share, found.get((x, y), 0.0))
    text = "".join(f"{x}\t{y}\t{-math.log(share):.2f}\n" for (x, y), share in sorted(found.items()))
    (folder / f"words-{left}-{right}.tsv").write_text("left\tright\tcost\n" + text, encoding="utf-8")


def use_folder(folder: Path, *, words: bool = True) -> None:
    """Use the costs of a folder where it has some, those that are shipped otherwise."""

    def find_table(writings: tuple[str, str], kind: str = "") -> Path:
        name = "-".join(filter(None, (kind, *writings))) + ".tsv"
        if kind == "words" and not words:
            return folder / "none"
        return folder / name if (folder / name).is_file() else MODEL / name

    costs.find_table = find_table
    for cached in (costs.load_costs, costs._weigh, costs._usual_cost, costs._prepare_left, costs._find_group):
        cached.cache_clear()


def learn_weights(without: int) -> None:
    """Learn the weight of each feature from true pairs and the wrong names nearest to them (logistic, ridge)."""
    folder = MODEL if without == ALL else FOLDS / str(without)
    use_folder(folder)
    samples = [sample for pair in LANGUAGES for sample in draw_samples(pair, without=without)]
    weights = calibrate(fit([x for x, _, _ in samples], [y for _, y, _ in samples]), samples)
    lines = [f"{name} = {weight:.3f}" for name, weight in zip(("constant", *FEATURES), weights, strict=True)]
    text = "# Weights of the features of two names; made by tools/train_name_costs.py.\n[weights]\n" + "\n".join(lines)
    (folder / "weights.toml").write_text(text + "\n", encoding="utf-8")


def calibrate(weights: Sequence[float], samples: Sequence[Sample]) -> list[float]:
    """Return weights that say how often a name of a list is right: strangers made up teach the order, no shares."""
    found = [(sum(w * x for w, x in zip(weights, row, strict=True)), label) for row, label, drawn in samples if drawn]
    start, slope = fit([(1.0, z) for z, _ in found], [label for _, label in found], believed=((0.0, 0.0), (1.0, 0.0)))
    scaled = [slope * weight + start * (not number) for number, weight in enumerate(weights)]
    return [w + BY_HAND.get(name, 0.0) for name, w in zip(("constant", *FEATURES), scaled, strict=True)]


def draw_samples(pair: tuple[str, str], *, without: int) -> list[Sample]:
    """Return the features of each person's true pair, and of the wrong names that come nearest by a rough score.

    Each comes with whether it is of one person, and whether it was drawn from the list; strangers were not.
    """
    everybody = read_people(pair)
    index = NameIndex((row["qid"], row[pair[1]], pair[1]) for row in everybody)
    samples: list[Sample] = []
    for number, row in enumerate(everybody):
        if half_of(row) == without:
            continue
        name = code_name(row[pair[0]], pair[0])
        right = index.names[number][1]
        samples.append(((1.0, *compare_names(name, right).values()), 1, True))
        stranger = change_word(right, index.names[(number + 1) % len(everybody)][1], place=number)
        samples.append(((1.0, *compare_names(name, stranger).values()), 0, False))
        others = [compare_names(name, index.names[place][1]) for place in index.find_places(name) if place != number]
        nearest = sorted(others, key=lambda features: -weigh_features(features, ROUGH))[:NEAREST]
        samples += [((1.0, *features.values()), 0, True) for features in nearest]
    return samples


def change_word(name: CodedName, other: CodedName, *, place: int) -> CodedName:
    """Return a name with one of its words replaced by another person's: it is a stranger, however long the rest."""
    at = name.core[place % len(name.core)]
    words = list(name.words)
    words[at] = other.words[other.core[place % len(other.core)]]
    return assemble(tuple(words))


def fit(
    rows: Sequence[Sequence[float]], labels: Sequence[int], *, believed: Sequence[tuple[float, float]] | None = None
) -> list[float]:
    """Return the weights of a logistic regression, by Newton's method."""
    size = len(rows[0])
    weights = [0.0] * size
    believed = believed or [EXPECTED.get(name, (0.0, RIDGE)) for name in ("constant", *FEATURES)]
    for _ in range(15):
        slope = [firm * (middle - weight) for weight, (middle, firm) in zip(weights, believed, strict=True)]
        curve = [[believed[i][1] * (i == j) for j in range(size)] for i in range(size)]
        for row, label in zip(rows, labels, strict=True):
            z = sum(w * x for w, x in zip(weights, row, strict=True))
            p = 1 / (1 + math.exp(-max(min(z, 30.0), -30.0)))
            for i, x in enumerate(row):
                slope[i] += (label - p) * x
                for j in range(size):
                    curve[i][j] += p * (1 - p) * x * row[j]
        weights = [w + step for w, step in zip(weights, solve(curve, slope), strict=True)]
    return weights


def solve(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """Solve linear equations (Gauss, Jordan)."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i in range(len(rows)):
        top = max(range(i, len(rows)), key=lambda r: abs(rows[r][i]))
        rows[i], rows[top] = rows[top], rows[i]
        for r in range(len(rows)):
            if r != i:
                share = rows[r][i] / rows[i][i]
                rows[r] = [a - share * b for a, b in zip(rows[r], rows[i], strict=True)]
    return [rows[i][-1] / rows[i][i] for i in range(len(rows))]


STEPS: Mapping[str, Callable[[], None]] = {
    "latin": lambda: learn_beside_latin("russian", "cyrl", first=24000, then=45000),
    "arabic": lambda: learn_beside_latin("arabic", "ar", first=20000, then=40000),
    "between": learn_between,
    "alike": lambda: [
        learn_alike("russian", "latn", by_latin=False),
        learn_alike("russian", "cyrl", by_latin=True),
        learn_alike("arabic", "ar", by_latin=True),
    ],
    "chinese": learn_chinese,
    "persian": lambda: [learn_persian(without) for without in (ALL, 0, 1)],
    "letters": learn_letters,
    "words": lambda: [learn_words(without) for without in (ALL, 0, 1)],
    "weights": lambda: [learn_weights(without) for without in (ALL, 0, 1)],
}  # type: ignore[dict-item]

if __name__ == "__main__":
    for step in sys.argv[1:] or STEPS:
        print(f"step {step}", file=sys.stderr)
        STEPS[step]()
