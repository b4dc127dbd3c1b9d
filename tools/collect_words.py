"""Collects the words of the pages into the catalogues of each language, where translations are written beside them.

    python tools/collect_words.py              what is new goes into dragoman.po
    python tools/collect_words.py --to map     ... into map.po (all files of a language's folder are read)

What no page says any more is taken out. Nothing is translated here: an empty ``msgstr`` is yours to fill, and
``tests/web/test_words.py`` fails until it is.
"""

import argparse
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from dragoman.views.web.languages import make_catalog

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "src" / "dragoman" / "views" / "web"
LOCALE = ROOT / "src" / "dragoman" / "data" / "locale"
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2.ext:babel_extract")]
OPTIONS = {"**/templates/**.html": {"silent": "false", "extensions": "jinja2.ext.do", "newstyle_gettext": "true"}}
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "mark": None}
HEADER = "# Words of the pages. tools/collect_words.py collects them; translations are written by hand.\n"
WIDTH = 116

Words = str | tuple[str, ...]


def collect() -> dict[Words, list[str]]:
    """Return every message, the plural beside the singular, with the files that have it."""
    found: dict[Words, list[str]] = {}
    for name, _, words, _, _ in extract_from_dir(PAGES, METHODS, OPTIONS, KEYWORDS):
        files = found.setdefault(tuple(words) if isinstance(words, list | tuple) else words, [])
        if name not in files:
            files.append(name)
    return found


def languages() -> Iterator[str]:
    """Yield the languages that have a folder."""
    yield from sorted(path.name for path in LOCALE.iterdir() if path.is_dir())


def read_catalogs(language: str) -> dict[Path, Catalog]:
    """Return the catalogues of a language by file."""
    paths = sorted(LOCALE.joinpath(language).glob("*.po"))
    return {path: read_po(BytesIO(path.read_bytes()), locale=language) for path in paths}


def update(language: str, words: dict[Words, list[str]], new: str) -> int:
    """Bring the catalogues of a language up to date; returns how many messages wait for a translation."""
    catalogs = read_catalogs(language)
    goal = LOCALE / language / f"{new}.po"
    catalogs.setdefault(goal, make_catalog(language))
    kept = {message.id: message for catalog in catalogs.values() for message in catalog if message.id}
    homes = {message.id: path for path, catalog in catalogs.items() for message in catalog if message.id}
    for path in catalogs:
        fresh = make_catalog(language, header_comment=HEADER, fuzzy=False)
        for id, files in words.items():
            if homes.get(id, goal) == path:
                old = kept.get(id)
                fresh[id] = Message(id, old.string if old else "", locations=[(name, 0) for name in sorted(files)])
        save(path, fresh)
    return sum(1 for id in words if id not in kept or not any(kept[id].string))


def save(path: Path, catalog: Catalog) -> None:
    """Write a catalogue without times and line numbers, so that only words make a difference."""
    text = BytesIO()
    write_po(text, catalog, width=WIDTH, omit_header=True, sort_by_file=True, include_lineno=False)
    plural = f"nplurals={catalog.num_plurals}; plural={catalog.plural_expr};"
    head = (
        f'{HEADER}msgid ""\nmsgstr ""\n"Language: {catalog.locale}\\n"\n'
        f'"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {plural}\\n"\n\n'
    )
    path.write_text(head + text.getvalue().decode(), encoding="utf-8")


def main() -> None:
    """Collect, and say how much is left to translate."""
    parser = argparse.ArgumentParser(description="Collect the words of the pages for translation.")
    parser.add_argument("--to", default="dragoman", help="the file, without .po, that new words go into")
    new = parser.parse_args().to
    words = collect()
    for language in languages():
        left = update(language, words, new)
        print(f"{language}: {len(words)} messages, {left} to translate in {LOCALE.relative_to(ROOT) / language}")


if __name__ == "__main__":
    main()
