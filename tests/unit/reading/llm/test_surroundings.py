"""Options, the notice of the first use, the prompt, the ledger, and how long pages are cut."""

from pathlib import Path

import pytest

from dragoman.errors import LimitError, UsageError
from dragoman.language.ontology import load_plover_types
from dragoman.language.tables import DATA, read_table
from dragoman.reading.llm.cache import find_folder
from dragoman.reading.llm.ledger import Entry, Ledger
from dragoman.reading.llm.notice import announce, describe_sending
from dragoman.reading.llm.options import LlmOptions, check_options
from dragoman.reading.llm.parts import MOST_PARTS, OVERLAP, split_text
from dragoman.reading.llm.prompt import load_ontology, make_instructions, make_schema
from dragoman.reading.readers import ReaderChoice

GOOD = LlmOptions(url="https://user:word@models.example.org:8443/v1?key=k", model="m-1", key="sk-secret")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (LlmOptions(), "needs the url .* set DRAGOMAN_LLM_URL, or url under \\[llm\\]"),
        (LlmOptions(url="http://localhost/v1"), "needs the model .* set DRAGOMAN_LLM_MODEL"),
        (LlmOptions(url="localhost:8080", model="m"), "begins with http:// or https://"),
        (LlmOptions(url="http:///v1", model="m"), "is no address"),
        (LlmOptions(url="http://localhost", model="m", timeout=0), "timeout must be above 0"),
        (LlmOptions(url="http://localhost", model="m", budget=1.0), "a budget needs prices|budget needs prices"),
    ],
)
def test_options_that_cannot_be_used_say_what_to_set(options: LlmOptions, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        check_options(options)
    with pytest.raises(UsageError, match=words):
        ReaderChoice("llm", options)()


def test_options_show_neither_key_nor_password() -> None:
    shown = repr(GOOD) + str(GOOD) + GOOD.shown_url + GOOD.host + describe_sending(GOOD)
    assert GOOD.host == "models.example.org:8443"
    assert not [secret for secret in ("sk-secret", "word@", "key=k") if secret in shown]


def test_the_first_use_says_where_pages_go(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = LlmOptions(url="http://models.example.org/v1", model="m-1", cache=str(tmp_path / "cache"))
    announce(options)
    said = capsys.readouterr()
    assert "sends the text of every page that it reads to models.example.org, without encryption" in said.err
    assert said.out == ""
    assert announce(options) == ""
    assert announce(LlmOptions(url=options.url, model="m-2", cache=options.cache)) != ""


def test_the_notice_is_repeated_where_nothing_can_be_kept(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    options = LlmOptions(url="http://localhost/v1", model="m-1", cache=str(tmp_path / "file"))
    assert announce(options) == announce(options) != ""
    assert "encryption" not in announce(options)


def test_the_cache_folder_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert find_folder(LlmOptions()) == tmp_path / "dragoman" / "llm"
    monkeypatch.setenv("XDG_CACHE_HOME", "not/absolute")
    assert find_folder(LlmOptions()) == Path.home() / ".cache" / "dragoman" / "llm"
    assert find_folder(LlmOptions(cache="/elsewhere")) == Path("/elsewhere")


def test_the_question_knows_all_types_titles_and_topics() -> None:
    types = [row["id"] for row in read_table(DATA.joinpath("ontology", "event_types.tsv"))]
    assert list(load_ontology().roles) == types
    assert {name for name, _ in load_plover_types()} <= set(types)
    asked = make_instructions()
    assert [name for name in (*types, *load_ontology().titles, *load_ontology().topics) if name not in asked] == []
    assert "{" not in asked


def test_the_schema_is_strict() -> None:
    def walk(schema: object) -> list[dict[str, object]]:
        if isinstance(schema, list):
            return [found for one in schema for found in walk(one)]
        if not isinstance(schema, dict):
            return []
        return [schema, *(found for value in schema.values() for found in walk(value))]

    records = [found for found in walk(make_schema()) if found.get("type") == "object"]
    assert len(records) == 5
    assert all(r["additionalProperties"] is False and r["required"] == list(r["properties"]) for r in records)  # type: ignore[call-overload]


def test_a_ledger_is_shared_by_all_who_have_its_file(tmp_path: Path) -> None:
    options = LlmOptions(price_input=1.0, budget=0.003)
    file = tmp_path / "ledger"
    file.touch()
    one, other = Ledger(options, str(file)), Ledger(options, str(file))
    one.add(Entry(calls=1, read=1000, dropped={"quote": 2}))
    other.add(Entry(calls=1, read=1500, written=3, dropped={"quote": 1, "name": 1}))
    assert one.sum() == other.sum()
    assert (one.sum().calls, one.sum().read, one.sum().dropped) == (2, 2500, {"name": 1, "quote": 3})
    one.check_budget(500)
    with pytest.raises(LimitError, match=r"budget of 0.003 is used up after 2 calls \(2,503 tokens, cost 0.0025\)"):
        other.check_budget(501)


@pytest.mark.parametrize("joint", ["\n\n", " ", "", ". "])
def test_parts_cover_a_text_and_overlap(joint: str) -> None:
    text = joint.join(f"word{number:04}" for number in range(400))
    parts, cut = split_text(text, 1500)
    assert 1 < len(parts) <= MOST_PARTS
    assert all(len(part) <= 1500 for part in parts)
    assert "".join(parts).startswith(parts[0])
    place = 0
    for part in parts:
        found = text.index(part, max(0, place - OVERLAP - 1))
        assert found <= max(0, place - min(OVERLAP, 375) // 2)
        place = found + len(part)
    assert place + cut == len(text)


def test_a_short_text_is_one_part() -> None:
    assert split_text("A short page.", 1500) == (["A short page."], 0)
