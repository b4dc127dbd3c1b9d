"""Runs the example of one row through the reader, and says what is wrong with what came out."""

from collections.abc import Callable, Iterator

from dragoman.language.quantities import ABOUT, MULTIPLIER, find_quantities
from dragoman.language.scripts import MARK, fold_keep_length
from dragoman.language.segmentation import split_sentences
from dragoman.language.tables import Row
from dragoman.language.tokens import tokenise
from dragoman.model import Article, Reading, Span
from dragoman.reading.articles.lexicon import level_line, load_furniture
from dragoman.reading.events.circumstances import find_topics
from dragoman.reading.mentions.linking import find_mentions
from dragoman.reading.reader import read_article
from dragoman.reading.sheet import Sheet
from dragoman.reading.tables import Tables, load_tables

SENSES = {
    "president": {"head-of-state", "head"},
    "leader": {"head-of-state", "head"},
    "chairman": {"chair", "speaker", "head"},
}


def make_article(text: str, language: str) -> Article:
    return Article("example", language, text, None, Span(0, len(text)))


def read_example(row: Row, language: str) -> Reading:
    return read_article(make_article(row["example"], language))


def check_office(row: Row, tables: Tables) -> str | None:
    named = find_mentions(Sheet(make_article(row["example"], tables.pack.tag), tables))
    titles = {office.title for office in named.offices} | {phrase.office for phrase in named.phrases}
    wanted = SENSES.get(row["office"], {row["office"]})
    if row["office"] == "minister":
        titles |= {title.partition("/")[0] for title in titles}
    return None if titles & wanted else f"wanted office {row['office']}, got {sorted(titles)}"


def check_frame(row: Row, tables: Tables) -> str | None:
    reading = read_example(row, tables.pack.tag)
    if row["type"] == "none":
        got = [event.type for event in reading.events]
        return f"wanted no event, got {got}" if got else None
    if row["type"] == "hold-office":
        return None if reading.offices else "wanted an office, got none"
    wanted = (row["type"], row["status"] or "happened")
    got = [(event.type, event.status) for event in reading.events]
    if row["status"]:
        return None if wanted in got else f"wanted {wanted}, got {got}"
    return None if row["type"] in {kind for kind, _ in got} else f"wanted {wanted}, got {got}"


def check_title(row: Row, tables: Tables) -> str | None:
    tokens = tokenise(row["example"], tables.morphology)
    found = [m for place in range(len(tokens)) for m in tables.styles.at(tokens, place)]
    if row["kind"] not in {match.value for match in found}:
        return "the form does not match in the example"
    spans = [Span(m.start, m.end) for m in found if m.value == row["kind"]]
    people = [r for r in read_example(row, tables.pack.tag).referents if r.kind == "person"]
    inside = [m.surface for r in people for m in r.mentions if m.form == "name" if any(m.span.covers(s) for s in spans)]
    return f"the title is read as part of a name: {inside}" if inside else None


def check_topic(row: Row, tables: Tables) -> str | None:
    sheet = Sheet(make_article(row["example"], tables.pack.tag), tables)
    found = find_topics(sheet, 0, len(sheet.tokens))
    return None if row["topic"] in found else f"wanted topic {row['topic']}, got {list(found)}"


def check_quantity(row: Row, tables: Tables) -> str | None:
    found = find_quantities(row["example"], tables.pack.tag)
    if row["quantity"] == ABOUT:
        return None if len(found) == 1 else f"wanted the exact number alone, got {found}"
    if row["quantity"].startswith(MULTIPLIER):
        wanted = str(7 * int(row["quantity"][1:]))
        return None if [one.value for one in found] == [wanted] else f"wanted {wanted}, got {found}"
    got = {one.what for one in found}
    return None if row["quantity"] in got else f"wanted {row['quantity']}, got {found}"


def check_place(row: Row, tables: Tables) -> str | None:
    tokens = tokenise(row["example"], tables.morphology)
    found = {m.value.reference for place in range(len(tokens)) for m in tables.gazetteer.at(tokens, place)}
    return None if row["id"] in found else f"wanted {row['id']}, got {sorted(found)}"


def check_modifier(row: Row, tables: Tables) -> str | None:
    tokens = tokenise(row["example"], tables.morphology)
    found = {m.value.effect for place in range(len(tokens)) for m in tables.modifiers.at(tokens, place)}
    return None if row["effect"] in found else f"wanted {row['effect']}, got {sorted(found)}"


def check_abbreviation(row: Row, tables: Tables) -> str | None:
    text = row["example"]
    ends = {text[: span.stop].rstrip() for span in split_sentences(text, Span(0, len(text)), tables.pack)[:-1]}
    cut = [end for end in ends if end.casefold().endswith(row["form"].casefold())]
    return f"a sentence ends after it: {cut}" if cut else None


def check_noise(row: Row, tables: Tables) -> str | None:
    furniture, shape = load_furniture(), row["shape"]
    key, folded = level_line(row["example"]), fold_keep_length(row["example"]).replace(MARK, "")
    if shape == "line":
        return None if furniture.line_reason(key) else "the line is not recognised"
    if shape == "section":
        return None if furniture.section_reason(key) else "the heading is not recognised"
    if shape in ("prefix", "contains", "suffix", "inline") and "[" not in row["form"]:
        return None if furniture.find(shape, folded) else f"no {shape} is found"
    return None


CHECKS: dict[str, Callable[[Row, Tables], str | None]] = {
    "offices": check_office,
    "frames": check_frame,
    "titles": check_title,
    "topics": check_topic,
    "quantities": check_quantity,
    "places": check_place,
    "modifiers": check_modifier,
    "abbreviations": check_abbreviation,
    "noise": check_noise,
}


def find_failures(language: str, table: str) -> Iterator[str]:
    """Yield a line for each row whose example does not give what the row says."""
    tables = load_tables(language)
    for row in tables.pack.rows(table):
        wrong = CHECKS[table](row, tables) if row["example"] else "there is no example"
        if wrong:
            form = row.get("form") or row["trigger"]
            yield f"{language}/{table}.tsv:{row.line}: {form!r}: {wrong} | {row['example']}"
