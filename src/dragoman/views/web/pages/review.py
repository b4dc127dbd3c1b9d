"""Review: one card at a time, with the evidence in view and one key for each answer."""

from collections import Counter
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Form
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.chronicle.answers import EntityView, EventView, LinkView
from dragoman.chronicle.judged_answers import FactView
from dragoman.errors import UsageError
from dragoman.views.web.desk import KINDS, Asked, Choice, Desk, find_desk, kind_of, languages_of, name_card
from dragoman.views.web.formats import answer
from dragoman.views.web.fragments import with_query
from dragoman.views.web.numbers import read_number
from dragoman.views.web.rendering import get_dragoman, render
from dragoman.views.web.security import require

if TYPE_CHECKING:
    from dragoman.app import Dragoman
    from dragoman.chronicle.judged_answers import Judged

NEXT = 8
WHY = "review"
Words = Annotated[str, Form()]

router = APIRouter()


@router.get("/review")
def show_review(  # noqa: PLR0913  each part of the address
    request: Request,
    kind: str = "",
    language: str = "",
    type: str = "",
    after: str = "",
    card: str = "",
    done: str = "",
) -> Response:
    """Show the next card, with what was decided last."""
    desk, choice = find_desk(request.app), Choice(kind, language, type)
    chosen = desk.find(card) if card else None
    shown = chosen or next(desk.following(choice, after), None)
    left = desk.cards(choice)
    return answer(
        request,
        "review.html",
        data=left,
        choice=choice,
        card=shown,
        card_id=name_card(shown) if shown else "",
        card_kind=kind_of(shown) if shown else "",
        sides=_find_sides(get_dragoman(request), shown),
        left=len(left),
        weighing=desk.weighing,
        queue=[(name_card(one), one) for one in left if one is not shown][:NEXT],
        kinds=_count(desk, choice),
        languages=sorted({tag for one in desk.cards(Choice(kind)) for tag in languages_of(one)}),
        types=sorted({one.type for one in desk.cards(Choice(kind, language)) if isinstance(one, FactView)}),
        facts=sum(isinstance(one, FactView) for one in left),
        done=done,
        after=after,
        agreement=get_dragoman(request).agreement(),
    )


def _count(desk: Desk, choice: Choice) -> list[tuple[str, int]]:
    counts = Counter(kind_of(card) for card in desk.cards(Choice("", choice.language, choice.type)))
    return [(kind, counts[kind]) for kind in KINDS if counts[kind]]


def _find_sides(dragoman: "Dragoman", card: Asked | None) -> list[EntityView | EventView]:
    """Return what stands on the sides of a pair now: entities with their offices, or events; one where they are one."""
    if not isinstance(card, LinkView):
        return []
    homes = [dragoman.home(card.a) or card.entity_a, dragoman.home(card.b) or card.entity_b]
    found: list[EntityView | EventView] = []
    for id in dict.fromkeys(homes):
        view = dragoman.event(id) if id.startswith("event:") else next(iter(dragoman.who(id, limit=1, events=3)), None)
        if view:
            found.append(view)
    return found


@router.post("/review/answer", dependencies=[Depends(require("judge"))])
def keep_answer(  # noqa: PLR0913  a form has as many fields as it has
    request: Request,
    card: Words,
    say: Words,
    place: Words = "",
    date: Words = "",
    kind: Words = "",
    language: Words = "",
    type: Words = "",
) -> Response:
    """Store one answer, and lead to the next card."""
    desk, dragoman = find_desk(request.app), get_dragoman(request)
    asked = desk.find(card)
    if asked is None:
        raise HTTPException(404, "this card is no longer asked; the review shows what is")
    if say != "skip":
        judged = _decide(dragoman, asked, say, place=place.strip(), date=date.strip())
        desk.answer([asked], judged)
        done = str(judged.decision)
    else:
        done = ""
    address = with_query("/review", kind=kind, language=language, type_=type, after=card, done=done)
    return RedirectResponse(address, status_code=303)


def _decide(dragoman: "Dragoman", card: Asked, say: str, *, place: str, date: str) -> "Judged":
    """Store what somebody says of a card."""
    if isinstance(card, LinkView):
        if say == "merge":
            return dragoman.merge(card.a, card.b, why=WHY, derive=False)
        verdict = {"accept": "same", "reject": "different", "unsure": "unsure"}.get(say)
        if verdict is None:
            raise UsageError(f"no answer {say!r} about a pair; allowed: accept, merge, reject, unsure")
        return dragoman.judge(card.a, card.b, verdict, why=WHY, derive=False)
    key = card.key
    if say == "place":
        return dragoman.correct(key, place=place or None, why=WHY, derive=False)
    if say == "date":
        return dragoman.correct(key, date=date or None, why=WHY, derive=False)
    if say == "no" and card.kind == "place":
        return dragoman.correct(key, place=None, why=WHY, derive=False)
    if say == "no" and card.kind == "date":
        return dragoman.correct(key, date=None, why=WHY, derive=False)
    rules = {"accept": dragoman.accept, "reject": dragoman.reject, "unsure": dragoman.leave_open}
    if say not in rules:
        raise UsageError(f"no answer {say!r} about a fact; allowed: accept, reject, place, date, no, unsure")
    return rules[say](key, why=WHY, derive=False)


@router.post("/review/undo", dependencies=[Depends(require("judge"))])
def take_back(
    request: Request, number: Words, card: Words = "", kind: Words = "", language: Words = "", type: Words = ""
) -> Response:
    """Take a decision back, and show its card again."""
    desk = find_desk(request.app)
    judged = get_dragoman(request).undo(_read_decision(number), derive=False)
    if desk.find(card) is None:  # several were answered at once
        desk.forget()
    desk.reopen(card, judged)
    again = card if desk.find(card) else ""
    return RedirectResponse(
        with_query("/review", kind=kind, language=language, type_=type, card=again), status_code=303
    )


def _read_decision(number: str) -> int:
    decision = read_number(number)
    if decision is None:
        raise UsageError(f"{number[:20]!r} is no number of a decision; the page Decisions lists them")
    return decision


@router.get("/review/all")
def ask_all(request: Request, say: str = "accept", kind: str = "", language: str = "", type: str = "") -> Response:
    """Show what would be answered at once, with a count, and ask whether to."""
    choice = Choice(kind, language, type)
    facts = _list_facts(find_desk(request.app), choice)
    return render(request, "review_all.html", facts=facts, choice=choice, say=_check_say(say))


@router.post("/review/all", dependencies=[Depends(require("judge"))])
def answer_all(
    request: Request, say: Words, count: Words, kind: Words = "", language: Words = "", type: Words = ""
) -> Response:
    """Answer for all facts of a filter in one decision, if they are as many as were shown."""
    desk, choice = find_desk(request.app), Choice(kind, language, type)
    facts = _list_facts(desk, choice)
    if str(len(facts)) != count or not facts:
        return render(
            request, "review_all.html", facts=facts, choice=choice, say=_check_say(say), changed=True, status=409
        )
    dragoman = get_dragoman(request)
    rule = dragoman.accept if _check_say(say) == "accept" else dragoman.reject
    judged = rule([fact.key for fact in facts], why=WHY, derive=False)
    desk.answer(facts, judged)
    address = with_query("/review", kind=kind, language=language, type_=type, done=judged.decision)
    return RedirectResponse(address, status_code=303)


def _list_facts(desk: Desk, choice: Choice) -> list[FactView]:
    return [card for card in desk.cards(choice) if isinstance(card, FactView)]


def _check_say(say: str) -> str:
    if say not in ("accept", "reject"):
        raise UsageError(f"no answer {say!r} for all; allowed: accept, reject")
    return say
