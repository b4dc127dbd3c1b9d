"""The primary tables of a chronicle: what pages said, and what people judged. One schema for SQLite and PostgreSQL.

What follows from them and can be rebuilt is in :mod:`dragoman.chronicle.derived`. A page is known outside by its sha256
and inside by a small number.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

SCHEMA = "0019"
"""The newest migration; revisions are numbered so that the order of their names is their order."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def text(name: str, *, optional: bool = False) -> Column[str]:
    """A column of words."""
    return Column(name, Text, nullable=optional)


def number(name: str, *, optional: bool = False) -> Column[int]:
    """A column of whole numbers."""
    return Column(name, Integer, nullable=optional)


def key(name: str) -> Column[str]:
    """A column of words that belongs to the primary key."""
    return Column(name, Text, primary_key=True)


def position() -> Column[int]:
    """The place of a row among its siblings, part of the primary key."""
    return Column("position", Integer, primary_key=True, autoincrement=False)


def when(name: str) -> tuple[Column[str], ...]:
    """The four columns of a :class:`~dragoman.model.times.When`."""
    return text(name, optional=True), text(f"{name}_basis"), text(f"{name}_words"), text(f"{name}_note")


def of_page() -> Column[int]:
    """The page that a row belongs to; the row goes with it."""
    return Column("page_id", Integer, ForeignKey("page.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)


def of_referent(name: str) -> ForeignKeyConstraint:
    """A referent of the same page."""
    return ForeignKeyConstraint(["page_id", name], ["referent.page_id", "referent.id"], ondelete="CASCADE")


page = Table(
    "page",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", Text, nullable=False, unique=True),
    text("name"),
    text("address"),
    text("content_type", optional=True),
    text("fetched", optional=True),
    text("hint", optional=True),
    text("told", optional=True),
    number("length"),
    text("status"),
    text("reader"),
    text("stored_at"),
    CheckConstraint("status in ('read', 'rejected')", name="status"),
    Index(None, "name"),
    Index(None, "address"),
)

sighting = Table("sighting", metadata, of_page(), key("address"), key("name"))
"""Every address at which the bytes of a page were seen."""

content = Table("content", metadata, of_page(), text("coding"), Column("content", LargeBinary, nullable=False))
"""The bytes of a page, packed."""

rejection = Table(
    "rejection",
    metadata,
    key("address"),
    key("name"),
    text("reason"),
    text("place"),
    text("sha256", optional=True),
    text("reader"),
    text("stored_at"),
    Index(None, "sha256"),
)

page_vectors = Table(
    "page_vectors",
    metadata,
    of_page(),
    text("encoder"),
    text("digest"),
    Column("vectors", LargeBinary, nullable=False),
    Index(None, "encoder"),
)
"""The vectors of the sentences of a page, made by an encoder; ``digest`` is of the sentences, which may change."""

article = Table(
    "article",
    metadata,
    of_page(),
    text("language"),
    text("text"),
    number("title_start", optional=True),
    number("title_stop", optional=True),
    number("body_start"),
    number("body_stop"),
    *when("published"),
    text("author", optional=True),
    text("outlet", optional=True),
    text("dateline", optional=True),
    text("canonical", optional=True),
    text("updated", optional=True),
    Column("paywalled", Integer, nullable=False, server_default="0"),
    text("from_feed", optional=True),
)
"""``canonical`` is the address that the page gives as its own, ``updated`` (EDTF) when it was changed last."""

block = Table("block", metadata, of_page(), position(), number("start"), number("stop"), text("role"), text("language"))

left_out = Table("left_out", metadata, of_page(), position(), text("text"), text("reason"))

referent = Table(
    "referent",
    metadata,
    of_page(),
    key("id"),
    number("position"),
    text("kind"),
    text("name"),
    text("language"),
    text("reference", optional=True),
    Index(None, "reference"),
)

mention = Table(
    "mention",
    metadata,
    of_page(),
    key("referent"),
    position(),
    number("start"),
    number("stop"),
    text("surface"),
    text("kind"),
    text("name"),
    text("rule"),
    text("form"),
    of_referent("referent"),
)

office_mention = Table(
    "office_mention",
    metadata,
    of_page(),
    position(),
    text("holder"),
    text("title"),
    text("of", optional=True),
    text("of_reference", optional=True),
    text("status"),
    number("start"),
    number("stop"),
    number("sentence_start"),
    number("sentence_stop"),
    text("rule"),
    Column("acting", Integer, nullable=False, server_default="0"),
    *when("since"),
    *when("until"),
    of_referent("holder"),
    Index(None, "title"),
    Index(None, "of_reference"),
)

event_mention = Table(
    "event_mention",
    metadata,
    of_page(),
    key("id"),
    number("position"),
    text("type"),
    text("status"),
    text("place", optional=True),
    Column("place_basis", Text, nullable=False, server_default=""),
    *when("dated"),
    number("sentence_start"),
    number("sentence_stop"),
    number("trigger_start"),
    number("trigger_stop"),
    text("topics"),
    text("reported_by"),
    text("rule"),
    Column("score", Float, nullable=False),
)

role = Table(
    "role",
    metadata,
    of_page(),
    key("event"),
    position(),
    text("name"),
    text("referent"),
    ForeignKeyConstraint(["page_id", "event"], ["event_mention.page_id", "event_mention.id"], ondelete="CASCADE"),
    of_referent("referent"),
    Index(None, "page_id", "referent"),
)

judgement = Table(
    "judgement",
    metadata,
    Column("id", Integer, primary_key=True),
    text("a"),
    text("b"),
    text("verdict"),
    text("author"),
    text("judged_at"),
    text("why"),
    text("withdrawn_at", optional=True),
    Column("about", Text, nullable=False, server_default="entity"),
    Column("decision", Integer, nullable=False, server_default="0"),
    *(Column(name, Text, nullable=False, server_default="") for name in ("a_kind", "a_name", "b_kind", "b_name")),
    Column("thought", Text, nullable=False, server_default=""),
    CheckConstraint("verdict in ('same', 'different', 'unsure')", name="verdict"),
    Index(None, "decision"),
)
"""What a person decided about two members (``sha256:referent``) or two reports of events (``sha256:event``).

``about`` is entity or event; ``decision`` is the id of the first of the rows that were decided at once. Kind and folded
name (of a report: type and folded sentence) find the member again after its page was read anew. ``thought`` is what
the chronicle held when it was asked, same or different. Rows are never changed but to withdraw them.
"""

correction = Table(
    "correction",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    number("decision"),
    text("about"),
    text("page"),
    text("member"),
    *(Column(name, Text, nullable=False, server_default="") for name in ("member_kind", "member_name")),
    text("field"),
    text("value"),
    *(Column(name, Text, nullable=False, server_default="") for name in ("value_kind", "value_name", "role")),
    *(Column(name, Text, nullable=False, server_default="") for name in ("thought", "rule", "language")),
    text("author"),
    text("judged_at"),
    text("why"),
    text("withdrawn_at", optional=True),
    CheckConstraint("field in ('verdict', 'place', 'date', 'type', 'status', 'participant')", name="field"),
    Index(None, "page"),
    Index(None, "decision"),
)
"""What a person decided about one page's report of an event (``sha256:e1``), or about an office that it names (``o1``).

``about`` is event or office. The ``value`` of a verdict is accept, reject or unsure; that of a place is the id of a
table or a member (``sha256:r1``, with its kind and folded name), of a date EDTF; empty where there is none; that of a
participant is kept as a place is, with its ``role``, which is empty for one who takes no part.
``thought``, ``rule`` and ``language`` say what the program had made of it. Ids are numbered with those of judgements.
Rows are never changed but to withdraw them.
"""
