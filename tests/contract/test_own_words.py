"""Examples and tables are written for this project: no sentence of theirs stands on a gold page."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

RUN = 7  # so many words in a row are no longer a common phrase


def word_runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def written_texts(root: Path) -> Iterator[Path]:
    yield from (root / "examples" / "pages").iterdir()
    yield from (root / "src" / "dragoman" / "data" / "languages").rglob("*.tsv")
    yield from (
        path for path in (root / "tests").rglob("*") if path.suffix in (".py", ".txt", ".html", ".tsv", ".toml")
    )


@pytest.mark.gold
def test_no_sentence_is_taken_from_a_gold_page(root: Path, shared: Path) -> None:
    taken = set().union(*(word_runs(p.read_text(encoding="utf-8")) for p in (shared / "gold").rglob("*.txt")))
    assert len(taken) > 1000
    found = {}
    for path in written_texts(root):
        lines = path.read_text(encoding="utf-8").splitlines()
        copied = {" ".join(run) for line in lines for run in word_runs(line) & taken}
        if copied:
            found[str(path.relative_to(root))] = sorted(copied)
    assert found == {}


def test_every_language_has_four_example_pages(example_pages: list[Path]) -> None:
    languages = [page.name.split("-")[0] for page in example_pages]
    assert {tag: languages.count(tag) for tag in set(languages)} == {"ar": 4, "en": 4, "fa": 4, "ru": 4}
