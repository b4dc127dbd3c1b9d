"""The one table of formats: what each is for, its suffix and media type, and what it can tell of."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.exports.matter import Matter

EVENTS, REPORTS, OFFICES, ENTITIES = "events", "reports", "offices", "entities"
SUBJECTS = (EVENTS, REPORTS, OFFICES, ENTITIES)
"""What a file can be about."""


@dataclass(frozen=True)
class Format:
    """One format. ``writers`` names the function for each subject, ``extra`` the extra that brings its library."""

    name: str
    suffix: str
    media_type: str
    summary: str
    writers: Mapping[str, str]
    extra: str = ""

    def write(self, matter: "Matter", subject: str = EVENTS) -> Iterator[bytes]:
        """Yield the file piece by piece.

        Raises:
            UsageError: The format does not tell of this subject, or its library is not installed.
        """
        if subject not in self.writers:
            raise UsageError(f"{self.name} has no {subject}; it has: {', '.join(self.writers)}")
        module, _, function = self.writers[subject].partition(":")
        write: Callable[[Matter, str], Iterator[bytes]] = getattr(import_module(f"{__package__}.{module}"), function)
        return write(matter, subject)


def _events(writer: str) -> Mapping[str, str]:
    return {EVENTS: writer}


_ALL = (
    Format("csv", "csv", "text/csv; charset=utf-8", "tables for spreadsheets, safe to open",
           dict.fromkeys(SUBJECTS, "spreadsheet:write_csv")),
    Format("parquet", "parquet", "application/vnd.apache.parquet", "the same tables with typed columns, compressed",
           dict.fromkeys(SUBJECTS, "arrow:write_parquet"), "parquet"),
    Format("jsonl", "jsonl", "application/jsonl", "everything as Dragoman has it, one JSON object a line",
           dict.fromkeys((EVENTS, OFFICES, ENTITIES), "plain:write_lines")),
    Format("plover", "plover.jsonl", "application/jsonl", "PLOVER records, one JSON object a line",
           _events("plover:write_plover")),
    Format("cameo", "cameo.tsv", "text/tab-separated-values; charset=utf-8", "CAMEO root codes by pair of sides",
           _events("cameo:write_cameo")),
    Format("jsonld", "jsonld", "application/ld+json", "linked data in the words of schema.org",
           {EVENTS: "linked_data:write_events", ENTITIES: "linked_data:write_entities"}),
    Format("gexf", "gexf", "application/gexf+xml", "the network of who meets whom, for Gephi",
           _events("network:write_gexf")),
    Format("bibtex", "bib", "application/x-bibtex; charset=utf-8", "citations, for biblatex",
           _events("citations:write_bibtex")),
    Format("csl", "csl.json", "application/vnd.citationstyles.csl+json", "citations, for Zotero and Pandoc",
           _events("citations:write_csl")),
    Format("brief", "md", "text/markdown; charset=utf-8", "a brief in Markdown, day by day",
           _events("brief:write_days")),
    Format("brief-weekly", "week.md", "text/markdown; charset=utf-8", "a brief in Markdown, week by week",
           _events("brief:write_weeks")),
    Format("brief-page", "print.html", "text/html; charset=utf-8", "a brief as a page to print, day by day",
           _events("brief_page:write_page")),
    Format("brief-page-weekly", "week.print.html", "text/html; charset=utf-8", "the same, week by week",
           _events("brief_page:write_weekly_page")),
    Format("atom", "atom", "application/atom+xml", "a feed in Atom 1.0", _events("feeds:write_atom")),
    Format("jsonfeed", "feed.json", "application/feed+json", "a feed in JSON Feed 1.1",
           _events("feeds:write_json_feed")),
    Format("ics", "ics", "text/calendar; charset=utf-8", "a calendar of all-day entries (iCalendar)",
           _events("calendars:write_calendar")),
)  # fmt: skip

FORMATS: Mapping[str, Format] = MappingProxyType({one.name: one for one in _ALL})
"""All formats by name, in the order in which help lists them."""


def find_format(name: str) -> Format:
    """Return the format of a name.

    Raises:
        UsageError: There is none; says which are.
    """
    if name not in FORMATS:
        raise UsageError(f"no format {name!r}; {_offer(name)}")
    return FORMATS[name]


def _offer(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name.lower(), list(FORMATS), n=1)
    return f"{f'did you mean {near[0]}? ' if near else ''}allowed: {', '.join(FORMATS)}"
