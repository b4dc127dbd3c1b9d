"""Rows of the primary tables from the records of a reading, and back."""

import zlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from dragoman.model import (
    Article,
    Block,
    EventMention,
    LeftOut,
    Mention,
    OfficeMention,
    Page,
    Reading,
    Referent,
    Role,
    Span,
    Told,
    When,
)

Row = Mapping[Any, Any]
"""A row as it was loaded."""

Rows = dict[str, list[dict[str, Any]]]


def now() -> str:
    """Return the time in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def format_when(name: str, when: When | None) -> dict[str, Any]:
    """Return the four columns of a date; ``None`` has no basis at all."""
    if when is None:
        return {name: None, f"{name}_basis": "", f"{name}_words": "", f"{name}_note": ""}
    return {name: when.value, f"{name}_basis": when.basis, f"{name}_words": when.words, f"{name}_note": when.note}


def parse_when(row: Row, name: str) -> When | None:
    """Return the date of four columns, ``None`` where there was none."""
    if not row[f"{name}_basis"]:
        return None
    return When(row[name], row[f"{name}_basis"], row[f"{name}_words"], row[f"{name}_note"])


def format_list(words: tuple[str, ...]) -> str:
    """Return a short list as JSON."""
    return msgspec.json.encode(words).decode()


def parse_list(text: str) -> tuple[str, ...]:
    """Return the list that JSON holds."""
    return msgspec.json.decode(text, type=tuple[str, ...])


def format_page(page: Page, *, status: str, reader: str) -> dict[str, Any]:
    """Return the row of a page, without its bytes."""
    return {
        "sha256": page.sha256,
        "name": page.name,
        "address": page.address,
        "content_type": page.content_type,
        "fetched": page.fetched,
        "hint": page.hint,
        "told": format_told(page.told),
        "length": len(page.content),
        "status": status,
        "reader": reader,
        "stored_at": now(),
    }


def format_told(told: Told | None) -> str | None:
    """Return what a source told of a page as JSON."""
    return msgspec.json.encode(told).decode() if told else None


def parse_told(text: str | None) -> Told | None:
    """Return what JSON says that a source told."""
    return msgspec.json.decode(text, type=Told) if text else None


def format_content(page: Page) -> dict[str, Any]:
    """Return the packed bytes of a page."""
    return {"coding": "zlib", "content": zlib.compress(page.content, 6)}


def parse_content(row: Any) -> bytes:
    """Return the bytes of a page as they came."""
    packed: bytes = row.content
    return zlib.decompress(packed) if row.coding == "zlib" else packed


def format_reading(reading: Reading) -> Rows:
    """Return the rows of a reading by table, parents first, without the number of their page."""
    article = reading.article
    return {
        "article": [_article_row(article)],
        "block": [
            {"position": i, "start": b.span.start, "stop": b.span.stop, "role": b.role, "language": b.language}
            for i, b in enumerate(article.blocks)
        ],
        "left_out": [{"position": i, "text": x.text, "reason": x.reason} for i, x in enumerate(article.left_out)],
        "referent": [_referent_row(i, referent) for i, referent in enumerate(reading.referents)],
        "mention": [row for referent in reading.referents for row in _mention_rows(referent)],
        "office_mention": [_office_row(i, office) for i, office in enumerate(reading.offices)],
        "event_mention": [_event_row(i, event) for i, event in enumerate(reading.events)],
        "role": [
            {"event": event.id, "position": i, "name": role.name, "referent": role.referent}
            for event in reading.events
            for i, role in enumerate(event.roles)
        ],
    }


def _article_row(article: Article) -> dict[str, Any]:
    title = article.title_span
    return {
        "language": article.language,
        "text": article.text,
        "title_start": title.start if title else None,
        "title_stop": title.stop if title else None,
        "body_start": article.body_span.start,
        "body_stop": article.body_span.stop,
        **format_when("published", article.published),
        "author": article.author,
        "outlet": article.outlet,
        "dateline": article.dateline,
        "canonical": article.canonical,
        "updated": article.updated,
        "paywalled": int(article.paywalled),
        "from_feed": article.from_feed,
    }


def _referent_row(position: int, referent: Referent) -> dict[str, Any]:
    return {
        "id": referent.id,
        "position": position,
        "kind": referent.kind,
        "name": referent.name,
        "language": referent.language,
        "reference": referent.reference,
    }


def _mention_rows(referent: Referent) -> Iterator[dict[str, Any]]:
    for position, mention in enumerate(referent.mentions):
        yield {
            "referent": referent.id,
            "position": position,
            "start": mention.span.start,
            "stop": mention.span.stop,
            "surface": mention.surface,
            "kind": mention.kind,
            "name": mention.name,
            "rule": mention.rule,
            "form": mention.form,
        }


def _office_row(position: int, office: OfficeMention) -> dict[str, Any]:
    return {
        "position": position,
        "holder": office.holder,
        "title": office.title,
        "of": office.of,
        "of_reference": office.of_reference,
        "status": office.status,
        "start": office.span.start,
        "stop": office.span.stop,
        "sentence_start": office.sentence.start,
        "sentence_stop": office.sentence.stop,
        "rule": office.rule,
        "acting": int(office.acting),
        **format_when("since", office.since),
        **format_when("until", office.until),
    }


def _event_row(position: int, event: EventMention) -> dict[str, Any]:
    return {
        "id": event.id,
        "position": position,
        "type": event.type,
        "status": event.status,
        "place": event.place,
        "place_basis": event.place_basis,
        **format_when("dated", event.when),
        "sentence_start": event.sentence.start,
        "sentence_stop": event.sentence.stop,
        "trigger_start": event.trigger.start,
        "trigger_stop": event.trigger.stop,
        "topics": format_list(event.topics),
        "reported_by": format_list(event.reported_by),
        "rule": event.rule,
        "score": event.score,
    }


def parse_article(row: Row, *, blocks: list[Row], left_out: list[Row]) -> Article:
    """Return the article of its rows; ``row`` also has the page's ``name``."""
    titled = row["title_start"] is not None
    return Article(
        name=row["name"],
        language=row["language"],
        text=row["text"],
        title_span=Span(row["title_start"], row["title_stop"]) if titled else None,
        body_span=Span(row["body_start"], row["body_stop"]),
        published=parse_when(row, "published") or When(),
        author=row["author"],
        outlet=row["outlet"],
        dateline=row["dateline"],
        blocks=tuple(Block(Span(b["start"], b["stop"]), b["role"], b["language"]) for b in blocks),
        left_out=tuple(LeftOut(x["text"], x["reason"]) for x in left_out),
        canonical=row["canonical"],
        updated=row["updated"],
        paywalled=bool(row["paywalled"]),
        from_feed=row["from_feed"],
    )


def parse_referent(row: Row, mentions: list[Row]) -> Referent:
    """Return a referent with its mentions."""
    named = tuple(
        Mention(Span(m["start"], m["stop"]), m["surface"], m["kind"], m["name"], m["rule"], m["form"]) for m in mentions
    )
    return Referent(row["id"], row["kind"], row["name"], row["language"], named, row["reference"])


def parse_office(row: Row) -> OfficeMention:
    """Return an office mention."""
    return OfficeMention(
        holder=row["holder"],
        title=row["title"],
        status=row["status"],
        span=Span(row["start"], row["stop"]),
        sentence=Span(row["sentence_start"], row["sentence_stop"]),
        rule=row["rule"],
        of=row["of"],
        of_reference=row["of_reference"],
        since=parse_when(row, "since"),
        until=parse_when(row, "until"),
        acting=bool(row["acting"]),
    )


def parse_event(row: Row, roles: list[Row]) -> EventMention:
    """Return an event mention with its roles."""
    return EventMention(
        id=row["id"],
        type=row["type"],
        roles=tuple(Role(role["name"], role["referent"]) for role in roles),
        sentence=Span(row["sentence_start"], row["sentence_stop"]),
        trigger=Span(row["trigger_start"], row["trigger_stop"]),
        rule=row["rule"],
        status=row["status"],
        place=row["place"],
        place_basis=row["place_basis"],
        when=parse_when(row, "dated") or When(),
        topics=parse_list(row["topics"]),
        reported_by=parse_list(row["reported_by"]),
        score=row["score"],
    )
