"""The network of who meets whom as GEXF 1.2: nodes are entities, an edge is all events that two share.

Memory holds one entry an entity and one a pair, whatever the number of events. Edges carry the first and last day,
their dates as spells, and the sentence of the first event; nodes a label for each language.
"""

from collections.abc import Iterator
from itertools import combinations

from msgspec import Struct

from dragoman.chronicle.answers import EntityView, EventView, Participant
from dragoman.exports.facts import list_days
from dragoman.exports.markup import xml
from dragoman.exports.matter import Matter
from dragoman.language.packs import list_packs

LARGEST = 25
"""An event with more participants ties nobody to anybody: whoever comes to a summit has not met all others."""

SPELLS = 200
_NODE = (("kind", "string"), ("pages", "integer"), ("country", "string"), ("wikidata", "string"))
_EDGE = (
    ("events", "integer"), ("types", "string"), ("basis", "string"), ("undated", "integer"), ("planned", "integer"),
    ("origins", "integer"), ("event", "string"), ("quote", "string"), ("language", "string"), ("address", "string"),
    ("sha256", "string"), ("start_offset", "integer"), ("stop_offset", "integer"),
)  # fmt: skip


class _Tie(Struct):
    """What two share: counts, days, and the first event with a sentence."""

    first: EventView
    events: int = 0
    undated: int = 0
    planned: int = 0
    origins: int = 0
    types: set[str] = set()
    bases: set[str] = set()
    spells: set[tuple[str, str]] = set()


def write_gexf(matter: Matter, table: str = "events") -> Iterator[bytes]:
    """Yield a dynamic graph; what was denied ties nobody."""
    names, ties = _gather(matter)
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">'
        f'<meta lastmodifieddate="{matter.made:%Y-%m-%d}"><creator>Dragoman</creator>'
        f'<description>{xml(matter.title)}</description></meta>\n'
        '<graph defaultedgetype="undirected" mode="dynamic" timeformat="date">'
    ).encode()  # fmt: skip
    yield _declare("node", [*_NODE, *((f"label_{tag}", "string") for tag in list_packs())])
    yield _declare("edge", list(_EDGE))
    yield b"<nodes>\n"
    for id in sorted(names):
        yield names[id]
    yield b"</nodes><edges>\n"
    for number, (pair, tie) in enumerate(sorted(ties.items(), key=lambda item: item[0])):
        yield _form_edge(number, pair, tie).encode()
    yield b"</edges></graph></gexf>\n"


def _gather(matter: Matter) -> tuple[dict[str, bytes], dict[tuple[str, str], _Tie]]:
    names: dict[str, bytes] = {}
    ties: dict[tuple[str, str], _Tie] = {}
    for event, entities in matter.with_entities():
        if event.status == "denied" or not 2 <= len(event.participants) <= LARGEST:
            continue
        for one in event.participants:
            names.setdefault(one.id, _form_node(one, entities.get(one.id)).encode())
        for pair in combinations(sorted({one.id for one in event.participants}), 2):
            _add(ties.setdefault(pair, _Tie(event)), event)
    return names, ties


def _form_node(one: Participant, entity: EntityView | None) -> str:
    entity = entity or EntityView(one.id, one.kind, one.name, {}, None, 0)
    values = (one.kind, entity.pages, entity.country, entity.external.get("wikidata"))
    labels = (entity.names[tag][0] if entity.names.get(tag) else None for tag in list_packs())
    return f'<node id="{xml(one.id)}" label="{xml(one.name)}">{_values((*values, *labels))}</node>\n'


def _add(tie: _Tie, event: EventView) -> None:
    tie.events += 1
    tie.planned += event.status == "planned"
    tie.origins += event.origins
    tie.types.add(event.type)
    tie.bases.add(event.when.basis)
    days = list_days(event.when)
    if days is None:
        tie.undated += 1
    elif len(tie.spells) < SPELLS:
        tie.spells.add((str(days[0]), str(days[1])))
    else:
        tie.spells = {
            (
                min(str(days[0]), *(start for start, _ in tie.spells)),
                max(str(days[1]), *(stop for _, stop in tie.spells)),
            )
        }


def _declare(owner: str, columns: list[tuple[str, str]]) -> bytes:
    made = "".join(f'<attribute id="{i}" title="{name}" type="{kind}"/>' for i, (name, kind) in enumerate(columns))
    return f'<attributes class="{owner}" mode="static">{made}</attributes>\n'.encode()


def _values(values: tuple[object, ...]) -> str:
    made = "".join(f'<attvalue for="{i}" value="{xml(value)}"/>' for i, value in enumerate(values) if value is not None)
    return f"<attvalues>{made}</attvalues>"


def _form_edge(number: int, pair: tuple[str, str], tie: _Tie) -> str:
    quote = tie.first.reports[0].quote if tie.first.reports else None
    told = (quote.text, quote.language, quote.address, quote.sha256, quote.span.start, quote.span.stop) if quote else ()
    counts = (tie.events, " ".join(sorted(tie.types)), " ".join(sorted(tie.bases)), tie.undated, tie.planned)
    values = _values((*counts, tie.origins, tie.first.id, *told))
    spells = sorted(tie.spells)
    around = f' start="{spells[0][0]}" end="{max(stop for _, stop in spells)}"' if spells else ""
    made = "".join(f'<spell start="{start}" end="{stop}"/>' for start, stop in spells)
    return (
        f'<edge id="{number}" source="{xml(pair[0])}" target="{xml(pair[1])}" weight="{tie.events}"{around}>'
        f"{values}{f'<spells>{made}</spells>' if made else ''}</edge>\n"
    )
