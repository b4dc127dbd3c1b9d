"""The reader that asks a language model, against a server that is honest, lies, stammers, is slow or is broken."""

import json
import logging
from copy import deepcopy
from itertools import pairwise
from typing import Any

import pytest
from tests.unit.reading.llm.conftest import MakeLlm, make_page
from tests.unit.reading.llm.server import HONEST, KEY, TEXT, Server, drip, hang_up, say, send, wait

from dragoman.errors import LimitError, SourceError
from dragoman.model import Page, Reading, Rejected
from dragoman.runner.reading import check_reading


def read(make_llm: MakeLlm, page: Page, **options: Any) -> Reading:
    found = make_llm(**options).read(page)
    assert isinstance(found, Reading), found
    assert check_reading(found, page) is found
    return found


def names(reading: Reading) -> dict[str, str]:
    return {referent.id: referent.name for referent in reading.referents}


def test_an_honest_answer_becomes_a_reading(make_llm: MakeLlm, server: Server, page: Page) -> None:
    reading = read(make_llm, page)
    called = names(reading)
    assert sorted(called.values()) == ["Amina Odero", "Bishkek", "Kenya", "Lars Bakken", "Norway"]
    assert {r.name: r.reference for r in reading.referents if r.kind == "country"} == {
        "Kenya": "territory:KE",
        "Norway": "territory:NO",
    }
    meet, visit = reading.events
    assert (meet.type, meet.status, meet.when.value, meet.topics) == ("meet", "happened", "2024-03-04", ("transport",))
    assert [called[r] for r in meet.participants] == ["Amina Odero", "Lars Bakken"]
    assert meet.trigger.of(reading.article.text) == "met"
    assert (visit.type, visit.status, visit.when.value, called[visit.place or ""]) == (
        "visit", "planned", "2024-05", "Kenya",
    )  # fmt: skip
    assert [(called[o.holder], o.title, o.of_reference) for o in reading.offices] == [
        ("Amina Odero", "head-of-state", "territory:KE"),
        ("Lars Bakken", "head-of-government", "territory:NO"),
    ]


def test_every_mention_stands_where_it_says(make_llm: MakeLlm, page: Page) -> None:
    reading = read(make_llm, page)
    mentions = [mention for referent in reading.referents for mention in referent.mentions]
    assert len(mentions) == 9
    assert all(m.span.of(reading.article.text) == m.surface for m in mentions)


def test_the_question_holds_the_page_the_schema_and_the_key(make_llm: MakeLlm, server: Server, page: Page) -> None:
    read(make_llm, page)
    (asked,), (headers,) = server.asked, server.headers
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert asked["model"] == "m-1"
    assert asked["response_format"]["json_schema"]["strict"] is True
    assert "Amina Odero met" in asked["messages"][1]["content"]
    assert KEY not in json.dumps(asked)


def test_without_a_key_none_is_sent(make_llm: MakeLlm, server: Server, page: Page) -> None:
    read(make_llm, page, key="")
    assert "Authorization" not in server.headers[0]


@pytest.mark.parametrize(
    "words",
    [
        "```json\n" + json.dumps(HONEST) + "\n```",
        "Here it is:\n```\n" + json.dumps(HONEST) + "\n```\nAnything else?",
        "Sure! " + json.dumps(HONEST) + " I hope this helps.",
        json.dumps(HONEST, indent=3, ensure_ascii=False),
    ],
)
def test_json_between_fences_and_words_is_found(make_llm: MakeLlm, server: Server, page: Page, words: str) -> None:
    server.play(say(words))
    assert len(read(make_llm, page).events) == 2
    assert len(server.asked) == 1


def lie(**changes: Any) -> dict[str, Any]:
    return {**deepcopy(HONEST), **changes}


def event(**changes: Any) -> dict[str, Any]:
    return {**deepcopy(HONEST["events"][0]), **changes}


GHOST = {"id": "g", "kind": "person", "forms": ["Viktor Ghost"]}


@pytest.mark.parametrize(
    ("answer", "dropped", "events"),
    [
        (lie(events=[event(quote="Odero and Bakken declared war on everybody.")]), {"quote": 1}, 0),
        (lie(events=[event(quote="met")]), {"quote": 1}, 0),
        (lie(events=[event(quote=HONEST["events"][0]["quote"].lower())]), {"quote": 1}, 0),
        (lie(names=[*HONEST["names"], GHOST], events=[event(roles=[{"role": "participant", "name": "g"}])]),
         {"name": 2}, 0),
        (lie(events=[event(roles=[{"role": "participant", "name": "nobody"}, {"role": "host", "name": "a"}])]),
         {"name": 1}, 1),
        (lie(events=[event(roles=[])]), {}, 1),
        (lie(events=[event(place="g")]), {"name": 1}, 1),
        (lie(events=[event(place="a")]), {"name": 1}, 1),
        (lie(events=[event(type="abduct")]), {"schema": 1}, 0),
        (lie(events=[event(status="maybe")]), {"schema": 1}, 0),
        (lie(events=[event(topics=["gossip", "trade"])]), {"schema": 1}, 1),
        (lie(events=[event(roles=[{"role": "villain", "name": "a"}, {"role": "host", "name": "b"}])]),
         {"schema": 1}, 1),
        (lie(events=[event(roles=[{"role": "target", "name": "a"}])]), {"schema": 1}, 0),
        (lie(events=[event(date="on 9 June 2031")]), {"date": 1}, 1),
        (lie(events=[event(roles="all of them"), "an event", 7, None]), {"malformed": 4}, 0),
        (lie(events={"type": "meet"}), {"malformed": 1}, 0),
        (lie(events=[event()] * 500), {"too many": 100}, 1),
    ],
)  # fmt: skip
def test_a_lie_is_dropped_and_counted(
    make_llm: MakeLlm, server: Server, page: Page, answer: Any, dropped: dict[str, int], events: int
) -> None:
    server.play(say(answer))
    reader = make_llm()
    reading = reader.read(page)
    assert isinstance(reading, Reading)
    assert dict(reader.usage().dropped) == dropped
    assert len(reading.events) == events
    assert "Viktor Ghost" not in names(reading).values()


@pytest.mark.parametrize(
    ("office", "reason"),
    [
        ({"quote": "Emperor of Kenya Amina Odero"}, "quote"),
        ({"title": "emperor"}, "schema"),
        ({"status": "eternal"}, "schema"),
        ({"holder": "nobody"}, "name"),
    ],
)
def test_an_office_that_the_page_does_not_give_is_dropped(
    make_llm: MakeLlm, server: Server, page: Page, office: dict[str, str], reason: str
) -> None:
    server.play(say(lie(offices=[{**HONEST["offices"][0], **office}])))
    reader = make_llm()
    reading = reader.read(page)
    assert isinstance(reading, Reading)
    assert (reading.offices, dict(reader.usage().dropped)) == ((), {reason: 1})


@pytest.mark.parametrize("words", ["no JSON at all", '{"names": [', "[]", '{"hello": 1}', "", "[" * 100_000])
def test_an_answer_without_json_is_asked_for_again(make_llm: MakeLlm, server: Server, page: Page, words: str) -> None:
    server.play(say(words), say(HONEST))
    assert len(read(make_llm, page).events) == 2
    assert server.asked[1]["messages"][-1]["role"] == "user"


def test_a_model_that_never_gives_json_leaves_the_page_unanswered(
    make_llm: MakeLlm, server: Server, page: Page
) -> None:
    server.play(say("no JSON at all", finish="length"))
    reader = make_llm()
    found = reader.read(page)
    assert isinstance(found, Rejected)
    assert found.reason == "unanswered"
    assert "no JSON object" in found.where
    assert "cut off at 8000 tokens" in found.where
    assert reader.usage().calls == 2, "what was paid for is counted"


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (send(200, '{"choices": []}'), "no JSON object"),
        (send(200, '{"choices": [{"message": {"content": null}}]}'), "no JSON object"),
        (
            send(200, "<html>Please log in</html>", kind="text/html"),
            "not of the chat-completions protocol",
        ),
        (send(200, "", kind="text/plain"), "not of the chat-completions protocol"),
        (send(200, "x" * 5_000_000), "longer than 4,000,000 bytes"),
        (send(500, "out of order"), "500 out of order; tried 5 times"),
        (send(503, "", Retry_After="2"), "503; tried 5 times"),
        (send(413, "too large"), "refused the question: 413 too large"),
        (hang_up, "RemoteProtocolError"),
    ],
)
def test_a_broken_answer_leaves_the_page_unanswered(
    make_llm: MakeLlm, server: Server, page: Page, step: Any, words: str
) -> None:
    server.play(step)
    found = make_llm().read(page)
    assert isinstance(found, Rejected)
    assert found.reason == "unanswered"
    assert words in found.where


def test_a_busy_server_is_asked_again_after_a_pause(
    make_llm: MakeLlm, server: Server, page: Page, pauses: list[float]
) -> None:
    busy = send(429, "slow down")
    server.play(busy, send(429, "slow down", Retry_After="7"), send(429, "", Retry_After="9000"), say(HONEST))
    assert len(read(make_llm, page).events) == 2
    assert pauses == [1.0, 7.0, 60.0]


def test_pauses_grow_and_end(make_llm: MakeLlm, server: Server, page: Page, pauses: list[float]) -> None:
    server.play(send(500, "out of order"))
    assert isinstance(make_llm(retries=3).read(page), Rejected)
    assert pauses == [1.0, 2.0, 4.0]
    assert len(server.asked) == 4


@pytest.mark.parametrize("slow", [wait(1.5), drip(1.5)])
def test_a_slow_server_is_not_waited_for(make_llm: MakeLlm, server: Server, page: Page, slow: Any) -> None:
    server.play(slow)
    found = make_llm(timeout=0.3, retries=0).read(page)
    assert isinstance(found, Rejected)
    assert "no answer within 0.3 s; tried 1 time" in found.where


def test_after_three_pages_without_an_answer_the_run_ends(make_llm: MakeLlm, server: Server) -> None:
    server.play(send(500, "out of order"))
    reader = make_llm(retries=0)
    pages = [make_page(str(number), f"{TEXT}\nPage {number} of three.") for number in range(3)]
    assert [isinstance(reader.read(page), Rejected) for page in pages[:2]] == [True, True]
    with pytest.raises(SourceError, match="no answer about 3 pages in a row") as caught:
        reader.read(pages[2])
    assert caught.value.retryable


def test_an_answer_in_between_begins_the_count_anew(make_llm: MakeLlm, server: Server) -> None:
    broken = send(500, "out of order")
    server.play(broken, broken, say(HONEST), broken)
    reader = make_llm(retries=0)
    pages = [make_page(str(number), f"{TEXT}\nPage {number} of five.") for number in range(5)]
    assert [isinstance(reader.read(page), Reading) for page in pages] == [False, False, True, False, False]


@pytest.mark.parametrize("status", [301, 401, 403, 404])
def test_a_server_that_denies_access_ends_the_run(make_llm: MakeLlm, server: Server, page: Page, status: int) -> None:
    server.play(send(status, f"Incorrect API key provided: {KEY}", Location="http://example.org/"))
    with pytest.raises(SourceError, match=f"denies access \\({status} Incorrect.*check the key") as caught:
        make_llm().read(page)
    assert not caught.value.retryable
    assert KEY not in str(caught.value)
    assert len(server.asked) == 1


def test_the_key_is_in_no_error_no_log_and_no_representation(
    make_llm: MakeLlm, server: Server, page: Page, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.play(send(400, f"bad key {KEY}"))
    reader = make_llm()
    found = reader.read(page)
    assert isinstance(found, Rejected)
    assert "bad key ***" in found.where
    assert KEY not in repr(found) + repr(reader._options) + str(reader._options)
    assert KEY not in caplog.text
    assert caplog.text, "the library logs something, and the key is not in it"


@pytest.mark.parametrize(
    ("refusals", "key", "value"),
    [
        ([send(400, "json_schema is not supported")], "response_format", {"type": "json_object"}),
        ([send(400, "no schema"), send(422, "no response_format")], "response_format", None),
        ([send(400, "use 'max_completion_tokens' instead of 'max_tokens'")], "max_completion_tokens", 8000),
        ([send(400, "'temperature' does not support 0 with this model")], "temperature", None),
    ],
)
def test_what_a_server_rejects_is_left_out_from_then_on(
    make_llm: MakeLlm, server: Server, page: Page, refusals: list[Any], key: str, value: Any
) -> None:
    server.play(*refusals, say(HONEST))
    reader = make_llm()
    assert isinstance(reader.read(page), Reading)
    assert isinstance(reader.read(make_page("two", TEXT + "\nMore of it.")), Reading)
    assert [asked.get(key) for asked in server.asked[len(refusals) :]] == [value, value]


def test_a_page_that_was_asked_about_costs_nothing_again(make_llm: MakeLlm, server: Server, page: Page) -> None:
    first = read(make_llm, page)
    reader = make_llm()
    assert reader.read(page) == first
    assert (reader.usage().cached, reader.usage().calls, reader.usage().read) == (1, 0, 0)
    assert len(server.asked) == 1
    read(make_llm, page, model="m-2")
    assert len(server.asked) == 2


def test_a_broken_cache_is_as_good_as_none(make_llm: MakeLlm, server: Server, page: Page, tmp_path: Any) -> None:
    read(make_llm, page)
    for kept in (tmp_path / "cache").rglob("*.json"):
        kept.write_text("{broken")
        assert kept.parent.stat().st_mode & 0o077 == 0
    read(make_llm, page)
    (tmp_path / "file").touch()
    read(make_llm, page, cache=str(tmp_path / "file"))
    assert len(server.asked) == 3


def test_tokens_and_cost_are_counted(make_llm: MakeLlm, server: Server, page: Page) -> None:
    reader = make_llm(price_input=2.0, price_output=10.0)
    reader.read(page)
    usage = reader.usage()
    assert (usage.calls, usage.read, usage.written, usage.estimated) == (1, 1000, 200, 0)
    assert usage.cost == pytest.approx(0.004)
    server.play(say(HONEST, usage=False))
    other = make_llm(model="m-2")
    other.read(page)
    assert other.usage().estimated == 1
    assert other.usage().read > 1000


@pytest.mark.parametrize(
    ("options", "limit"),
    [
        ({"budget_tokens": 2000}, "budget_tokens of 2,000"),
        ({"budget": 0.005, "price_input": 2.0, "price_output": 10.0}, "budget of 0.005"),
    ],
)
def test_a_budget_ends_the_run_before_the_call_that_would_break_it(
    make_llm: MakeLlm, server: Server, page: Page, options: dict[str, Any], limit: str
) -> None:
    reader = make_llm(**options)
    assert isinstance(reader.read(page), Reading)
    with pytest.raises(LimitError, match=f"the {limit} is used up after 1 calls"):
        reader.read(make_page("two", TEXT + "\nMore of it."))
    assert len(server.asked) == 1
    assert isinstance(reader.read(page), Reading), "kept answers cost nothing"


LONG = "\n\n".join([TEXT, *(f"Paragraph {n} says nothing new about the road at all." for n in range(250))])


def test_a_long_page_is_asked_about_in_parts_that_overlap(make_llm: MakeLlm, server: Server) -> None:
    reader = make_llm(page_characters=2500)
    reading = reader.read(make_page("long", LONG))
    assert isinstance(reading, Reading)
    parts = [asked["messages"][1]["content"] for asked in server.asked]
    assert len(parts) == 4
    overlaps = ((before.split("\n\n")[-4:], after) for before, after in pairwise(parts))
    assert all(any(line and line in after for line in lines) for lines, after in overlaps)
    assert sorted(names(reading).values()) == ["Amina Odero", "Bishkek", "Kenya", "Lars Bakken", "Norway"]
    assert len(reading.events) == 2, "what several parts tell is told once"
    assert 0 < reader.usage().cut < len(LONG)


def test_a_page_that_cannot_be_used_is_not_sent(make_llm: MakeLlm, server: Server) -> None:
    found = make_llm().read(make_page("empty", "  "))
    assert isinstance(found, Rejected)
    assert server.asked == []


def test_the_version_names_the_model_and_the_prompt(make_llm: MakeLlm) -> None:
    assert make_llm().version.startswith("llm-1-m-1-")
    assert make_llm().version != make_llm(model="m-2").version
