"""The question: instructions from ``data/models/llm/prompt.toml``, the page, and the JSON schema of the answer."""

import tomllib
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from typing import Any

import msgspec
from msgspec import Struct

from dragoman.language.tables import DATA, read_table
from dragoman.model import Article

KINDS = ("person", "organisation", "country", "place")
EVENT_STATUSES = ("happened", "planned", "denied")
OFFICE_STATUSES = ("current", "former", "incoming")

Message = dict[str, str]


class Ontology(Struct, frozen=True):
    """What an answer may speak of: event types with their roles, office titles, topics."""

    roles: Mapping[str, frozenset[str]]
    titles: tuple[str, ...]
    topics: tuple[str, ...]

    @property
    def all_roles(self) -> tuple[str, ...]:
        """The roles of all types, sorted."""
        return tuple(sorted(frozenset[str]().union(*self.roles.values())))


@cache
def load_ontology() -> Ontology:
    """Return what an answer may speak of."""
    types = _load_prompt()["types"]
    titles = tuple(row["id"] for row in read_table(DATA.joinpath("offices", "offices.tsv"), required=("id",)))
    topics = tuple(row["id"] for row in read_table(DATA.joinpath("ontology", "topics.tsv"), required=("id",)))
    return Ontology({name: frozenset(told["roles"]) for name, told in types.items()}, titles, topics)


@cache
def digest_prompt() -> str:
    """Return the version of the question: it changes with the instructions and with the schema."""
    asked = [make_instructions(), _load_prompt()["page"], make_schema()]
    return sha256(msgspec.json.encode(asked)).hexdigest()[:10]


@cache
def make_instructions() -> str:
    """Return the instructions, the same for every page."""
    prompt, ontology = _load_prompt(), load_ontology()
    types = [f"- {name}: {told['what']} ({', '.join(told['roles'])})" for name, told in prompt["types"].items()]
    filled = {"types": "\n".join(types), "titles": ", ".join(ontology.titles), "topics": ", ".join(ontology.topics)}
    text: str = prompt["system"].strip()
    for name, words in filled.items():
        text = text.replace("{" + name + "}", words)
    return text


def ask_about(article: Article, text: str) -> list[Message]:
    """Return the messages that ask about a page, or about a part of a long one."""
    page: str = _load_prompt()["page"].strip()
    filled = {"language": article.language, "published": article.published.value or "not stated", "text": text}
    for name, words in filled.items():
        page = page.replace("{" + name + "}", words)
    return [{"role": "system", "content": make_instructions()}, {"role": "user", "content": page}]


def ask_again(messages: list[Message], answer: str) -> list[Message]:
    """Return the messages that ask once more, after an answer that could not be read."""
    shown = answer[:500]
    return [
        *messages,
        {"role": "assistant", "content": shown},
        {"role": "user", "content": _load_prompt()["again"]},
    ]


@cache
def make_schema() -> dict[str, Any]:
    """Return the JSON schema of an answer, in the strict form: every key is required, none may be added."""
    ontology, text, maybe = load_ontology(), {"type": "string"}, {"type": ["string", "null"]}
    name = {"id": text, "kind": _one_of(KINDS), "forms": _list_of(text)}
    office = {
        "holder": text, "title": _one_of(ontology.titles), "of": maybe, "status": _one_of(OFFICE_STATUSES),
        "quote": text,
    }  # fmt: skip
    role = {"role": _one_of(ontology.all_roles), "name": text}
    event = {
        "type": _one_of(tuple(ontology.roles)), "status": _one_of(EVENT_STATUSES), "quote": text, "trigger": text,
        "roles": _list_of(_record(role)), "place": maybe, "date": maybe, "topics": _list_of(_one_of(ontology.topics)),
    }  # fmt: skip
    lists = {"names": name, "offices": office, "events": event}
    return _record({key: _list_of(_record(fields)) for key, fields in lists.items()})


def _record(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": dict(fields), "required": list(fields), "additionalProperties": False}


def _list_of(kind: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": kind}


def _one_of(values: tuple[str, ...]) -> dict[str, Any]:
    return {"type": "string", "enum": list(values)}


@cache
def _load_prompt() -> dict[str, Any]:
    return tomllib.loads(DATA.joinpath("models", "llm", "prompt.toml").read_text(encoding="utf-8"))
