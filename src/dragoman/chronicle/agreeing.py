"""How often people confirm what the program thought, by rule and language."""

from collections import Counter
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, select

from dragoman.chronicle import schema
from dragoman.chronicle.corrections import DATE, PLACE, SINGLE, VERDICT, Correction, load_corrections
from dragoman.chronicle.dialects import chunks
from dragoman.chronicle.judged_answers import Agreement
from dragoman.chronicle.members import split_key
from dragoman.chronicle.sides import EVENT
from dragoman.chronicle.verdicts import load_verdicts

ACCEPTED = "accept"
UNSURE = "unsure"
Row = tuple[str, str, str]


def count_agreement(connection: Connection) -> list[Agreement]:
    """Return the agreement of people with the program, the most asked about first.

    Of a fact the latest answers count. Who accepts a report accepts its place and its date as well; who corrects one
    of them agrees with the rest. Answers that are unsure count nowhere.
    """
    asked: Counter[Row] = Counter()
    agreed: Counter[Row] = Counter()
    for row, confirmed in (*_count_facts(load_corrections(connection)), *_count_pairs(connection)):
        asked[row] += 1
        agreed[row] += confirmed
    ordered = sorted(asked, key=lambda row: (-asked[row], row))
    return [Agreement(*row, asked=asked[row], agreed=agreed[row]) for row in ordered]


def _count_facts(corrections: Iterable[Correction]) -> Iterator[tuple[Row, bool]]:
    facts: dict[tuple[str, str, str], dict[str, Correction]] = {}
    for one in corrections:  # the oldest first, so that the latest stays
        facts.setdefault((one.about, one.side.key, one.side.name), {})[one.field] = one
    for (about, _, _), said in facts.items():
        first = next(iter(said.values()))
        verdict = said[VERDICT].value.key if VERDICT in said else ACCEPTED
        if verdict != UNSURE:
            yield ("fact" if about == EVENT else about, first.rule, first.language), verdict == ACCEPTED
        for field in SINGLE if about == EVENT else ():
            if field in said:
                confirmed = said[field].value.key == said[field].thought
                yield (field, said[field].rule, said[field].language), confirmed
            elif VERDICT in said and verdict == ACCEPTED and field in (PLACE, DATE):
                yield (field, first.rule, first.language), True


def _count_pairs(connection: Connection) -> Iterator[tuple[Row, bool]]:
    latest = {(one.about, one.a, one.b): one for one in load_verdicts(connection)}
    asked = [one for one in latest.values() if one.thought and one.verdict != UNSURE]
    languages = _load_languages(connection, {split_key(side.key)[0] for one in asked for side in (one.a, one.b)})
    for one in asked:
        both = sorted({languages.get(split_key(side.key)[0], "und") for side in (one.a, one.b)})
        yield (one.about, one.thought, " ".join(both)), one.verdict == one.thought


def _load_languages(connection: Connection, digests: Iterable[str]) -> dict[str, str]:
    page, article = schema.page.c, schema.article.c
    found: dict[str, str] = {}
    for piece in chunks(sorted(digests)):
        statement = select(page.sha256, article.language).join_from(schema.page, schema.article)
        found.update((row[0], row[1]) for row in connection.execute(statement.where(page.sha256.in_(piece))))
    return found
