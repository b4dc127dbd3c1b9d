"""The dates of a page, and which of them an event takes."""

from typing import Literal

from msgspec.structs import replace

from dragoman.language.dates import FoundDate, find_dates, find_page_day, settle
from dragoman.model import When
from dragoman.model.readings import EventStatus
from dragoman.reading.events.frames import Trigger
from dragoman.reading.events.moments import anchor_days, find_when
from dragoman.reading.events.scenes import Clause
from dragoman.reading.sheet import Sentence, Sheet

_YEAR = 4


class PageDates:
    """The date expressions of a page; ``tokens`` are those that they cover, ``published`` is the page's own day."""

    def __init__(self, sheet: Sheet) -> None:
        """Find the dates."""
        self._sheet = sheet
        self.published = sheet.article.published
        self.found = anchor_days(self._find_dates())
        self.tokens = frozenset(i for d in self.found for i in range(*sheet.token_range(d.span)))

    def _find_dates(self) -> list[FoundDate]:
        """The dates of the page, counted from its own day, which "today, 5 May 2021" tells where nothing else does."""
        tag = self._sheet.tables.pack.tag
        found = find_dates(self._sheet.text, tag, published=self.published)
        if self.published.value is None:
            self.published = find_page_day(found)
            found = find_dates(self._sheet.text, tag, published=self.published) if self.published.value else found
        return list(found)

    def choose(self, where: tuple[Trigger, Clause], sentence: Sentence, status: EventStatus) -> When:
        """Return the date of an event; one that may lie on either side of the page's day is settled by the status."""
        tense: Literal["past", "future"] = "future" if status == "planned" else "past"
        near = [d for d in self.found if sentence.span.start <= d.span.start < sentence.span.stop]
        near = [d for d in near if not self._is_term_of_plan(d)]
        settled = [d if d.when.basis == "inferred" else replace(d, when=settle(d, tense, self.published)) for d in near]
        return find_when(settled, sentence, self._sheet, where)

    def _is_term_of_plan(self, date: FoundDate) -> bool:
        """Tell years for which something is drawn up, and no day of an event: "a programme for 2024-2026".

        In a language of cases years without a preposition belong to the noun before them: "of the war of 1941-1945".
        """
        years = (date.when.value or "").split("/")
        if len(years) < len(("from", "to")) or any(len(year) != _YEAR for year in years):
            return False
        first = self._sheet.token_range(date.span)[0]
        tables = self._sheet.tables
        if tables.pack.strategies["roles"] == "case" and first > 0:
            return not self._sheet.tokens[first - 1].has(tables.listed("locative") | tables.listed("since"))
        return first > 0 and self._sheet.tokens[first - 1].has(tables.listed("terms_of"))

    def is_ahead(self, value: str | None) -> bool:
        """Tell what is dated after the page, and is still to come."""
        published = self.published.value
        if not value or not published:
            return False
        return value[: len(published)] > published[: len(value)]
