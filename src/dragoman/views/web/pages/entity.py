"""Who somebody is: names by script, offices, whom they meet, what they say, and the sentences that name them."""

from itertools import groupby
from typing import TYPE_CHECKING

import msgspec
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dragoman.views.web.asking import read_filter
from dragoman.views.web.depicting.common import join_words
from dragoman.views.web.depicting.counts import depict_histogram, depict_spark, span_of
from dragoman.views.web.depicting.networks import link_pair, list_types
from dragoman.views.web.depicting.tenures import (
    depict_offices,
    find_days,
    link_office,
    name_holder,
    name_office,
    write_period,
)
from dragoman.views.web.following import follow
from dragoman.views.web.formats import HTML, answer, wanted_format
from dragoman.views.web.kept.gaps import keep
from dragoman.views.web.pages.chronicle import group_days, iterate_events
from dragoman.views.web.rendering import get_dragoman

if TYPE_CHECKING:
    from dragoman.chronicle.answers import EntityView, TenureView
    from dragoman.chronicle.portraits import NameCount

EVENTS, STATEMENTS, COUNTERPARTS, QUOTES, DOTS, ENTITIES = 20, 6, 25, 8, 100, 50
POSTS, HOLDERS = 12, 4
LINKS = {
    "wikidata": "https://www.wikidata.org/wiki/{}",
    "geonames": "https://www.geonames.org/{}",
}
"""Where ids elsewhere lead to."""

router = APIRouter()


@router.get("/entities")
def list_entities(request: Request) -> Response:
    """Show those whom the chronicle knows, by kind and name."""
    query = request.query_params
    kind, text = query.get("kind") or None, (query.get("name") or "").strip() or None
    page = get_dragoman(request).entities_page(kind, text, limit=ENTITIES, cursor=query.get("cursor"))
    keep(request)
    return answer(request, "entities.html", data=page, page=page, kind=kind, text=text)


@router.get("/entity/{id:path}")
def show_entity(request: Request, id: str) -> Response:
    """Show one entity; its conditions narrow whom it meets and what happened."""
    moved = follow(request, id)
    if moved:
        return moved
    dragoman = get_dragoman(request)
    entity = dragoman.entity(id, events=0)
    if entity.offices or wanted_format(request) != HTML:  # a page shows events as dots below offices alone
        entity = dragoman.entity(id, events=DOTS)
    filter = msgspec.structs.replace(read_filter(request), who=id)
    portrait = dragoman.portrait(id, quotes=QUOTES)
    counterparts = dragoman.counterparts(id, filter, limit=COUNTERPARTS)
    page = dragoman.events_page(filter, limit=EVENTS, cursor=request.query_params.get("cursor"))
    statements = dragoman.events_page(msgspec.structs.replace(filter, type="state"), limit=STATEMENTS)
    keep(request)
    return answer(
        request,
        "entity.html",
        data={"entity": entity, "portrait": portrait, "counterparts": counterparts},
        events=lambda: iterate_events(dragoman, filter),
        entity=entity,
        above=_find_above(request, entity),
        portrait=portrait,
        posts=_group_posts(dragoman.offices_in(id)),
        languages=_group_names(portrait.names),
        counterparts=counterparts,
        span=span_of([one.series for one in counterparts]),
        histogram=dragoman.histogram(filter),
        page=page,
        days=group_days(page.events),
        statements=statements,
        filter=filter,
        undated=[one for one in entity.offices if find_days(one) is None],
        links=LINKS,
        depict_offices=depict_offices,
        depict_histogram=depict_histogram,
        depict_spark=depict_spark,
        link_office=link_office,
        link_pair=link_pair,
        list_types=list_types,
        name_holder=name_holder,
        name_office=name_office,
        write_period=write_period,
        join_words=join_words,
    )


def _group_names(names: "tuple[NameCount, ...]") -> "list[tuple[str, list[NameCount]]]":
    return [(language, list(many)) for language, many in groupby(names, key=lambda one: one.language)]


def _group_posts(tenures: "tuple[TenureView, ...]") -> "list[tuple[TenureView, list[TenureView]]]":
    """Return the offices of a body, each with its first tenure to name it by, and its holders, the latest first."""
    groups = [list(many) for _, many in groupby(tenures, key=lambda one: one.title)]
    return [(many[0], many[::-1][:HOLDERS]) for many in sorted(groups, key=lambda many: -len(many))][:POSTS]


def _find_above(request: Request, entity: "EntityView") -> "list[EntityView]":
    """Return the body and the country to which an entity belongs, where the chronicle names them."""
    dragoman = get_dragoman(request)
    ids = dict.fromkeys(id for id in (entity.part_of, entity.country) if id and id != entity.id)
    return [dragoman.entity(home, events=0) for id in ids if (home := dragoman.resolve_id(id))]
