"""The derived tables of a chronicle: everything that follows from the primary ones and can be rebuilt from them."""

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, LargeBinary, Table, Text

from dragoman.chronicle.schema import key, metadata, number, position, text, when


def _of_entity() -> Column[str]:
    return Column("entity_id", Text, ForeignKey("entity.id", ondelete="CASCADE"), nullable=False)


def _of_entity_key() -> Column[str]:
    return Column("entity_id", Text, ForeignKey("entity.id", ondelete="CASCADE"), primary_key=True)


def _of_event() -> Column[str]:
    return Column("event_id", Text, ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)


def _page_number() -> Column[int]:
    return Column("page_id", Integer, primary_key=True, autoincrement=False)


property_ = Table("property", metadata, key("key"), text("value"))
"""Facts about the chronicle itself, such as the version of the rules that derived it."""

pending = Table("pending", metadata, key("kind"), key("key"))
"""What has changed in the primary tables and is not derived yet; empty in a chronicle that is up to date."""

change = Table(
    "change",
    metadata,
    Column("id", Integer, primary_key=True),
    text("changed_at"),
    text("kind"),
    text("key"),
    text("what"),
    Index(None, "key"),
    text("was", optional=True),
)
"""What became of entities, tenures and events, in order: ``added``, ``changed`` or ``removed``.

``was`` is what an event said before, as JSON; it is noted as long as somebody follows something.
"""

referent_block = Table("referent_block", metadata, _page_number(), key("referent"), key("block"), Index(None, "block"))
"""The blocks of a referent: those that share one are resolved together."""

spelling = Table("spelling", metadata, key("key"), key("name"), key("language"))
"""Every full name that a page writes, by the keys under which names like it are found; kept when the page goes."""

entity = Table(
    "entity",
    metadata,
    key("id"),
    text("kind"),
    text("label"),
    text("reference", optional=True),
    Column("pages", Integer, nullable=False, server_default="0"),
    Index(None, "reference"),
    Index(None, "kind", "pages", "id"),
    Index(None, "pages", "id"),
)
"""``pages`` counts the pages that name it."""

entity_member = Table(
    "entity_member", metadata, _page_number(), key("referent"), _of_entity(), Index(None, "entity_id")
)

alias = Table(
    "alias",
    metadata,
    _of_entity_key(),
    key("language"),
    position(),
    text("name"),
    Index(None, "name"),
)

name_key = Table("name_key", metadata, key("folded"), _of_entity_key(), Index(None, "entity_id"))
"""Every written form of an entity, folded, so that a name is found as any page spells it."""

entity_link = Table(
    "entity_link",
    metadata,
    key("a"),
    key("b"),
    Column("probability", Float, nullable=False),
    text("decision"),
    text("reasons"),
    Index(None, "b"),
    Index(None, "probability"),
)
"""Pairs of members (``sha256:referent``, ``a`` before ``b``) that were weighed; ``decision`` is joined or apart."""

tenure = Table(
    "tenure",
    metadata,
    key("id"),
    text("office"),
    text("title"),
    text("of", optional=True),
    text("holder"),
    text("started", optional=True),
    text("stopped", optional=True),
    text("first_seen", optional=True),
    text("last_seen", optional=True),
    text("ended_by", optional=True),
    number("over"),
    text("contested_by"),
    Column("acting", Integer, nullable=False, server_default="0"),
    text("not_before", optional=True),
    text("side", optional=True),
    Index(None, "office"),
    Index(None, "holder"),
    Index(None, "of"),
)
"""``office`` is the title without its portfolio; ``over`` is 1 where a page calls the holder a former one."""

tenure_observation = Table(
    "tenure_observation",
    metadata,
    Column("tenure_id", Text, ForeignKey("tenure.id", ondelete="CASCADE"), primary_key=True),
    _page_number(),
    position(),
    number("ordinal"),
)

event = Table(
    "event",
    metadata,
    key("id"),
    text("type"),
    text("status"),
    text("place", optional=True),
    *when("dated"),
    text("first_day", optional=True),
    text("last_day", optional=True),
    text("seen", optional=True),
    number("origins"),
    text("digest"),
    Column("begun", Text, nullable=False, server_default=""),
    Column("ended", Text, nullable=False, server_default=""),
    Column("parties", Integer, nullable=False, server_default="0"),
    Index(None, "first_day"),
    Index(None, "type", "begun", "id"),
    Index(None, "place", "begun", "id"),
    Index(None, "status", "begun", "id"),
    Index(None, "begun", "id", "ended", "type", "status", "place", "parties"),
    Index(None, "ended", "begun"),
)
"""``first_day`` and ``last_day`` bound the date for search; ``seen`` is the day of the first page that reports it.

``begun`` and ``ended`` are these days, else the day of that page, else empty: lists are ordered by them. ``parties``
counts who takes part.
"""

event_participant = Table(
    "event_participant", metadata, _of_event(), key("entity_id"), position(), text("role"), Index(None, "entity_id")
)

event_topic = Table("event_topic", metadata, _of_event(), key("topic"), Index(None, "topic"))

event_facet = Table(
    "event_facet",
    metadata,
    key("field"),
    key("value"),
    key("begun"),
    _of_event(),
    Index(None, "event_id", "field", "value"),
    sqlite_with_rowid=False,
)
"""What lists of events are filtered and counted by besides columns of the event, each value of an event once.

``field`` is ``person`` or ``body`` (who takes part), ``topic``, ``language`` or ``outlet`` (of a page that reports it).
"""

event_report = Table(
    "event_report", metadata, _of_event(), _page_number(), key("event_mention"), Index(None, "page_id", "event_mention")
)

conflict = Table(
    "conflict",
    metadata,
    _of_event(),
    key("field"),
    position(),
    text("value"),
    number("page_id"),
    text("event_mention"),
)

signature = Table(
    "signature",
    metadata,
    _page_number(),
    number("stretch", optional=True),
    text("language"),
    text("script", optional=True),
    text("published", optional=True),
    text("keys"),
    text("sketch"),
    Column("digest", Text, nullable=False, server_default=""),
    Column("runs", Integer, nullable=False, server_default="0"),
    Index(None, "stretch"),
    Index(None, "digest"),
)
"""What of a page tells its story. ``stretch`` numbers the days in which it came out, to find pages of one time.

``digest`` is that of the page's words, empty for a text too short to tell; ``runs`` counts its different runs of words.
"""

story = Table(
    "story",
    metadata,
    key("id"),
    text("first_day", optional=True),
    text("last_day", optional=True),
    number("pages"),
    Index(None, "first_day"),
)
"""``first_day`` and ``last_day`` are those of the pages that say when they came out."""

story_page = Table(
    "story_page",
    metadata,
    _page_number(),
    Column("story_id", Text, ForeignKey("story.id", ondelete="CASCADE"), nullable=False),
    text("copy_of", optional=True),
    text("copy_kind", optional=True),
    Index(None, "story_id"),
)
"""``copy_of`` is the sha256 of the first of several pages with one text, also on that page itself.

``copy_kind`` is ``text`` where another page has the same words, ``near`` where one has nearly the same.
"""

series = Table("series", metadata, _page_number(), key("key"), Index(None, "key"))
"""The addresses by which a page is known as one of several versions."""

version = Table(
    "version",
    metadata,
    _page_number(),
    text("first"),
    number("position"),
    text("newest"),
    Column("news", Integer, nullable=False),
    Index(None, "first"),
)
"""The versions of pages that have several, by the sha256 of the ``first``; ``news`` is 0 where the words stayed."""

story_link = Table(
    "story_link",
    metadata,
    _page_number(),
    Column("other_id", Integer, primary_key=True, autoincrement=False),
    number("score"),
    number("copy"),
    Index(None, "other_id"),
)
"""Pairs of pages that may tell one story; ``page_id`` is the one with the lesser sha256."""

event_block = Table(
    "event_block",
    metadata,
    _page_number(),
    key("event_mention"),
    Column("block", BigInteger, primary_key=True, autoincrement=False),
    Index(None, "block"),
)
"""The blocks of a report: only reports that share one can be of one event."""

report = Table("report", metadata, _page_number(), key("event_mention"), Column("packed", LargeBinary, nullable=False))
"""Reports as event merging sees them, packed: as they were when they were compared last."""

report_pair = Table(
    "report_pair",
    metadata,
    _page_number(),
    key("event_mention"),
    Column("other_id", Integer, primary_key=True, autoincrement=False),
    key("other_mention"),
    Index(None, "other_id"),
    sqlite_with_rowid=False,
)
"""Pairs of reports that agree; the lesser place first."""

event_detail = Table(
    "event_detail",
    metadata,
    _of_event(),
    _page_number(),
    key("event_mention"),
    key("what"),
    key("field"),
    key("value"),
)
"""What a report ``adds`` to all the others of its event, and what it ``leaves-out`` of what they say."""

event_key = Table("event_key", metadata, _of_event(), key("subject"), Index(None, "subject"))
"""Who takes part in an event or is acted for, and its place: only events that share one can be linked."""

event_link = Table("event_link", metadata, key("a"), key("b"), text("kind"), Index(None, "b"))
"""Events that belong together: ``a`` took place ``during`` or ``at`` ``b``, or ``follows-plan`` ``b``."""

sentence = Table(
    "sentence",
    metadata,
    Column("id", Integer, primary_key=True),
    number("page_id"),
    number("start"),
    number("stop"),
    number("is_title"),
    text("language"),
    text("first_day", optional=True),
    text("last_day", optional=True),
    text("tokens"),
    text("others"),
    Index(None, "page_id", "start"),
)
"""Sentences for search: their terms in order, and the terms that a word may have besides.

``first_day`` and ``last_day`` are those on which the page came out. In SQLite the terms are indexed by the full-text
table ``sentence_index``, whose rows are numbered as these, in PostgreSQL by an index over ``tokens`` and ``others``.
"""
