"""A reader of pages that say outright what is in them, so that tests of the chronicle need no language pack.

The first line is ``language date outlet`` (``-`` for none), every other one a sentence behind what it reports::

    en 2024-03-01 Herald
    meet happened 2024-02-29 | [Karim Daler|person] met [Anna Petrova|person] in [Bishkek|place|city:1528675].
    office chair current | [Karim Daler|person] chairs the [Lake Council|organisation].

In a report of an event all but places take part; in one of an office the first name holds it, and the second is the
body.
"""

import hashlib
import os
import re
import signal

from dragoman.model import (
    Article,
    EventMention,
    Mention,
    OfficeMention,
    Page,
    Reading,
    Referent,
    Rejected,
    Role,
    Span,
    When,
)

NAME = re.compile(r"\[([^]|]+)\|([^]|]+)(?:\|([^]]+))?\]")


def make_page(name: str, text: str, *, address: str | None = None) -> Page:
    content = text.encode()
    return Page(name, address or f"pages/{name}.txt", content, hashlib.sha256(content).hexdigest())


class PlainReader:
    def __init__(self, version: str = "plain-1") -> None:
        self.version = version

    def read(self, page: Page) -> Reading | Rejected:
        text = page.content.decode()
        if not text.strip():
            return Rejected(page.name, page.address, "empty", sha256=page.sha256)
        if text.startswith("explode"):
            raise RuntimeError("a fault of the reader")
        if text.startswith("die"):
            os.kill(os.getpid(), signal.SIGKILL)
        return _Draft(page, text).finish(self.version)


def make_plain_reader() -> PlainReader:
    return PlainReader()


class _Draft:
    def __init__(self, page: Page, text: str) -> None:
        header, *lines = text.strip().splitlines()
        self.page, self.header = page, header.split()
        self.text, self.ids = "", {}
        self.mentions: dict[str, list[Mention]] = {}
        self.references: dict[str, str | None] = {}
        self.offices: list[OfficeMention] = []
        self.events: list[EventMention] = []
        for line in lines:
            self.add(*(part.strip() for part in line.split("|", 1)))

    def add(self, report: str, sentence: str) -> None:
        start, named, last = len(self.text), [], 0
        for match in NAME.finditer(sentence):
            self.text += sentence[last : match.start()]
            named.append(self.name(match[1], match[2], match[3]))
            last = match.end()
        self.text += sentence[last:]
        span = Span(start, len(self.text))
        self.text += " "
        self.note(report.split(), named, span)

    def name(self, surface: str, kind: str, reference: str | None) -> str:
        key = self.ids.setdefault((surface, kind), f"r{len(self.ids) + 1}")
        span = Span(len(self.text), len(self.text) + len(surface))
        self.text += surface
        self.mentions.setdefault(key, []).append(Mention(span, surface, kind, surface, "plain"))
        self.references[key] = reference
        return key

    def note(self, report: list[str], named: list[str], span: Span) -> None:
        if report[0] == "office":
            of = named[1] if len(named) > 1 else None
            reference = self.references[of] if of else None
            since = When(report[3], "stated") if len(report) > 3 else None
            holding = named[0], report[1], report[2], span, span, "plain", of, reference, since
            self.offices.append(OfficeMention(*holding))
        elif report[0] != "say":
            self.event(report, named, span)

    def event(self, report: list[str], named: list[str], span: Span) -> None:
        kinds = {key: self.mentions[key][0].kind for key in named}
        places = [key for key in named if kinds[key] == "place"]
        roles = tuple(Role("participant", key) for key in named if kinds[key] != "place")
        when = When(report[2], "stated") if len(report) > 2 else When()
        self.events.append(
            EventMention(
                id=f"e{len(self.events) + 1}",
                type=report[0],
                roles=roles,
                sentence=span,
                trigger=span,
                rule="plain",
                status=report[1],
                place=places[0] if places else None,
                when=when,
                topics=("trade",) if "trade" in span.of(self.text) else (),
            )
        )

    def finish(self, version: str) -> Reading:
        language, published, outlet = self.header
        article = Article(
            name=self.page.name,
            language=language,
            text=self.text,
            title_span=None,
            body_span=Span(0, len(self.text)),
            published=When(published, "stated") if published != "-" else When(),
            outlet=outlet if outlet != "-" else None,
        )
        referents = tuple(
            Referent(key, found[0].kind, found[0].surface, language, tuple(found), self.references[key])
            for key, found in self.mentions.items()
        )
        return Reading(article, referents, tuple(self.offices), tuple(self.events), version)
