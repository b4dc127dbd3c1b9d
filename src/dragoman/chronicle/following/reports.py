"""The reports of events as watch lists know them: by page, words and type, whatever id their event has."""

from collections import defaultdict
from collections.abc import Iterable
from hashlib import blake2s

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, func, select

from dragoman.chronicle import derived, schema
from dragoman.chronicle.dialects import chunks, upsert_rows
from dragoman.chronicle.following.tables import watch_told
from dragoman.chronicle.members import format_key
from dragoman.chronicle.sides import Side, fold_words

Signature = tuple[int, str, str]
"""Page number, type, and a digest of the sentence."""


class ReportRow(Struct, frozen=True, gc=False):
    """A report of an event; ``form`` is its sentence, folded."""

    page: int
    sha256: str
    mention: str
    type: str
    form: str

    @property
    def signature(self) -> Signature:
        """What it is, whatever id it has on its page."""
        return _sign(self.page, self.type, self.form)

    @property
    def side(self) -> Side:
        """The report as judgements have it."""
        return Side(format_key(self.sha256, self.mention), self.type, self.form)


def _sign(page: int, type: str, form: str) -> Signature:
    return page, type, blake2s(form.encode(), digest_size=8).hexdigest()


def load_report_rows(connection: Connection, ids: Iterable[str]) -> dict[str, list[ReportRow]]:
    """Return the reports of events by event, in the order in which their pages came."""
    told, mention, page, article = derived.event_report, schema.event_mention.c, schema.page.c, schema.article
    columns = told.c.event_id, told.c.page_id, page.sha256, told.c.event_mention, mention.type, _sentence()
    statement = (
        select(*columns)
        .join_from(
            told, schema.event_mention, (mention.page_id == told.c.page_id) & (mention.id == told.c.event_mention)
        )
        .join(schema.page, page.id == told.c.page_id)
        .join(article, article.c.page_id == told.c.page_id)
        .order_by(told.c.page_id, told.c.event_mention)
    )
    found: dict[str, list[ReportRow]] = defaultdict(list)
    for piece in chunks(sorted(set(ids))):
        for key, number, sha256, name, kind, words in connection.execute(statement.where(told.c.event_id.in_(piece))):
            found[key].append(ReportRow(number, sha256, name, kind, fold_words(words)))
    return found


def _sentence() -> ColumnElement[str]:
    mention = schema.event_mention.c
    begin, stop = mention.sentence_start, mention.sentence_stop
    return func.substr(schema.article.c.text, begin + 1, stop - begin)


class ToldReports:
    """The reports of some pages that a list knows."""

    def __init__(self, connection: Connection, list_id: int, reports: Iterable[ReportRow]) -> None:
        self._list = list_id
        self._known: dict[Signature, set[str]] = defaultdict(set)
        self._current: dict[Signature, set[str]] = defaultdict(set)
        told = watch_told.c
        for piece in chunks(sorted({one.page for one in reports})):
            statement = select(watch_told).where(told.list_id == list_id, told.page_id.in_(piece))
            for row in connection.execute(statement):
                self._known[row.page_id, row.type, row.sentence].add(row.event_mention)
        self._load_current(connection)

    def _load_current(self, connection: Connection) -> None:
        """Note all reports that the pages with known ones have now, also those of other events."""
        mention, article = schema.event_mention, schema.article.c
        columns = mention.c.page_id, mention.c.id, mention.c.type, _sentence()
        statement = select(*columns).join_from(mention, schema.article, article.page_id == mention.c.page_id)
        for piece in chunks(sorted({page for page, _, _ in self._known})):
            for page, name, kind, words in connection.execute(statement.where(mention.c.page_id.in_(piece))):
                self._current[_sign(page, kind, fold_words(words))].add(name)

    def knows(self, report: ReportRow) -> bool:
        """Tell whether a report was told, also where its page was read anew and gave it another id."""
        known = self._known[report.signature]
        return report.mention in known or bool(known - self._current[report.signature])

    def write(self, connection: Connection, reports: Iterable[ReportRow]) -> None:
        """Note that reports are known from now on."""
        rows = []
        for one in reports:
            page, kind, sentence = one.signature
            self._known[one.signature].add(one.mention)
            rows.append(
                {
                    "list_id": self._list,
                    "page_id": page,
                    "event_mention": one.mention,
                    "type": kind,
                    "sentence": sentence,
                }
            )
        upsert_rows(connection, watch_told, rows)
