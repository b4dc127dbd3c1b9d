"""Whether the entities of an English document are found where it is written in a language without a pack.

The documents of NTREX are parallel, line by line. An entity counts as found where the line of one of its English lines
has a name of the same kind that no other entity has taken; a state counts only as the same state. Entities are what the
encoder reads in English, so the share says how much less is found, not how much is right. What chance alone would find
is told by comparing with the lines of another document.
"""

import hashlib
import os
from collections import Counter
from pathlib import Path

from dragoman.model import Page, Reading, Referent
from dragoman.reading.encoder_reader import EncoderReader

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("DRAGOMAN_SHARED") or ROOT.parent / "shared")
FOLDER = SHARED / "data" / "stories" / "ntrex"
LANGUAGES = ("tg", "kk", "uz", "ky", "tr", "uk", "zh", "fr")
KINDS = ("person", "organisation", "place", "country", "all")
EVERY = 4
"""Of the documents every fourth is read."""
Kind = tuple[str, str]
Entity = tuple[Kind, list[int]]
"""An entity of a document: its kind, with its id where it is a state, and the lines that name it."""


def read_entities(reader: EncoderReader, path: Path, language: str) -> list[Entity]:
    """Return the entities of a document that are named; none where it is taken for another language."""
    content = path.read_bytes()
    page = Page(path.stem, str(path), content, hashlib.sha256(content).hexdigest(), hint=language)
    reading = reader.read(page)
    if not isinstance(reading, Reading) or reading.article.language.split("-")[0] != language:
        return []
    starts = _starts(reading.article.text, path.read_text(encoding="utf-8").splitlines())
    found = []
    for referent in reading.referents:
        places = (m.span.start for m in referent.mentions if m.form == "name")
        lines = [sum(start <= place for start in starts) - 1 for place in places]
        found.append((_kind(referent), lines))
    return found


def _kind(referent: Referent) -> Kind:
    if referent.kind == "country" and referent.reference:
        return "country", referent.reference
    return ("place" if referent.kind == "country" else referent.kind), ""


def _starts(text: str, lines: list[str]) -> list[int]:
    """Return where each line of the document begins in the article, a line left out of it where the one before does."""
    starts, last = [], 0
    for line in lines:
        found = text.find(line.strip()[:40], last)
        last = max(found, last)
        starts.append(last)
    return starts


def count_found(english: list[Entity], other: list[Entity]) -> Counter[str]:
    """Return how many entities of a document there are and how many are found in another, by kind."""
    left = Counter((kind, line) for kind, lines in other for line in lines)
    counts: Counter[str] = Counter()
    for kind, lines in english:
        taken = next((line for line in lines if left[kind, line]), None)
        left[kind, taken if taken is not None else -1] -= 1
        for group in (kind[0], "all"):
            counts[group] += 1
            counts[f"{group} found"] += taken is not None
    return counts


def measure_drafts() -> dict[str, dict[str, float]]:
    """Return the share found by language and kind, ``all`` and ``chance`` among them, and print a line each."""
    reader = EncoderReader()
    documents = sorted((FOLDER / "en").glob("*.txt"))[::EVERY]
    if not documents:
        raise SystemExit(f"no documents under {FOLDER}")
    english = [read_entities(reader, path, "en") for path in documents]
    measured = {}
    for language in LANGUAGES:
        names = [path.name.replace(".en.", f".{language}.") for path in documents]
        others = [read_entities(reader, FOLDER / language / name, language) for name in names]
        total: Counter[str] = sum((count_found(a, b) for a, b in zip(english, others, strict=True)), Counter())
        shifted = [*others[1:], others[0]]
        luck: Counter[str] = sum((count_found(a, b) for a, b in zip(english, shifted, strict=True)), Counter())
        shares = {kind: total[f"{kind} found"] / total[kind] for kind in KINDS}
        measured[language] = {**shares, "chance": luck["all found"] / luck["all"], "entities": total["all"]}
        print(language, " ".join(f"{kind} {share:.3f}" for kind, share in measured[language].items()), flush=True)
    return measured
