"""Checks a language pack: schema, duplicates, scripts, ids, and the notation of roles and furniture.

A finding says the file, the line and what is allowed, so that an editor can jump to it. The examples of the rows are
not checked here: they run as tests.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from dragoman.errors import PackError, UsageError
from dragoman.language.depth import find_gaps
from dragoman.language.ontology import TYPES
from dragoman.language.packs import COLUMNS, FORMAT, list_packs, read_pack
from dragoman.language.scripts import count_scripts
from dragoman.language.tables import DATA, Row, read_table

OFFICES_BY_SENSE = ("president", "chairman", "leader", "counterpart")
"""Office words whose sense depends on what they are of, or on the office named before."""

EXTRA_TYPES = ("none", "hold-office")
"""What a frame may stand for besides an event: nothing at all, or the holding of an office."""

QUANTITIES = frozenset(
    "killed wounded arrested missing taken documents diplomats troops drones missiles tonnes barrels usd eur rub"
    " x1000 x1000000 x1000000000 about".split()
)
"""What sentences count, the multipliers of numbers, and what makes a number a rough one."""

_SOURCES = {"office": "offices/offices.tsv", "type": "ontology/event_types.tsv", "topic": "ontology/topics.tsv"}
_ALLOWED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "offices.of": frozenset({"country", "body", "any", "none"}),
        "modifiers.effect": frozenset({"deputy", "former", "acting", "designate", "current", "first"}),
        "modifiers.position": frozenset({"before", "after"}),
        "titles.kind": frozenset({"honorific", "rank", "style"}),
        "names.role": frozenset(
            {
                "particle",
                "given",
                "well-known",
                "family",
                "family-suffix",
                "patronymic-suffix",
                "stop",
                "tail",
                "family-tail",
                "given-prefix",
                "given-suffix",
            }
        ),
        "places.use": frozenset({"demonym", "exonym", "metonym"}),
        "places.strength": frozenset({"strong", "weak"}),
        "frames.status": frozenset({"", "planned", "denied"}),
        "frames.plover": TYPES | {""},
        "quantities.quantity": QUANTITIES,
        "noise.shape": frozenset(
            {"line", "prefix", "contains", "section", "suffix", "inline", "outlet", "agency", "agency-noun"}
            | {"patronymic", "conjunction", "updated"}
        ),
        "noise.reason": frozenset(
            {"navigation", "date", "byline", "caption", "counter", "comment-form", "related", "repeated", "other"}
            | {"paywall"}
        ),
    }
)
_HEAD: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "script": frozenset({"Latn", "Cyrl", "Arab"}),
        "direction": frozenset({"ltr", "rtl"}),
        "tier": frozenset({"measured", "draft"}),
    }
)
_STRATEGIES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "morphology": frozenset({"english", "russian", "arabic", "persian", "tajik"}),
        "roles": frozenset({"subject-verb", "case", "verb-subject", "verb-final"}),
        "segmentation": frozenset({"marks", "razdel"}),
    }
)
_PARTS = "host guest speaker addressee actor target participant appointed by body"
_TABLE_ROLES = "holder place attendee successor predecessor"
_ROLES = frozenset([*_PARTS.split(), *_TABLE_ROLES.split()])
"""Roles of events, and those that frames alone know: an office's holder and its neighbours, where it was, who came."""
_MARKERS = frozenset("subj obj gen nom acc dat ins any office own main noun seat sole closing".split())
_KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "offices": ("form", "of"),
        "modifiers": ("form", "position"),
        "titles": ("form",),
        "names": ("form", "role"),
        "places": ("form", "id", "use"),
        "frames": ("trigger", "type", "roles", "status"),
        "noise": ("form", "shape"),
        "topics": ("form", "topic"),
        "quantities": ("form", "quantity"),
        "abbreviations": ("form",),
        "romanisation": ("form", "sound", "where"),
    }
)
_FOREIGN_FORMS = ("noise", "abbreviations", "romanisation", "topics", "quantities")
"""Tables whose words may be in another script: furniture of foreign software, acronyms."""
_PLAIN_SHAPES = ("line", "agency", "agency-noun")


class Finding(Struct, frozen=True, order=True):
    """One mistake in a pack: the file, the line in it (0 for the file as a whole), and what is wrong."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}" if self.line else f"{self.path}: {self.message}"


@cache
def load_ids(kind: str) -> frozenset[str]:
    """Return the ids of a kind: ``office``, ``type`` (of events) or ``topic``."""
    return frozenset(row["id"] for row in read_table(DATA.joinpath(*_SOURCES[kind].split("/")), required=("id",)))


def find_folder(pack: str) -> Traversable | Path:
    """Return the folder of a shipped pack, or of one anywhere else given by its path.

    Raises:
        UsageError: There is none.
    """
    if pack in list_packs():
        return DATA.joinpath("languages", pack)
    if Path(pack).joinpath("pack.toml").is_file():
        return Path(pack)
    raise UsageError(
        f"no language pack {pack!r}; there are {', '.join(list_packs())}, or give a folder with a pack.toml"
    )


def check_pack(folder: Traversable | Path) -> list[Finding]:
    """Return everything that is wrong with the pack in a folder, in order of file and line."""
    head = _read_toml(folder.joinpath("pack.toml"))
    found = list(_check_head(head, folder.joinpath("pack.toml")))
    script = str(head.get("script", "")) if isinstance(head, dict) else ""
    for name in (*COLUMNS, "romanisation"):
        found += _check_table(name, folder.joinpath(f"{name}.tsv"), script)
    for name in ("words.toml", "dates.toml"):
        found += _check_lists(folder.joinpath(name))
    if not found and isinstance(head, dict) and head.get("tier") == "measured":
        found += _check_depth(folder)
    return sorted(set(found))


def _check_depth(folder: Traversable | Path) -> Iterator[Finding]:
    """What a measured pack should have and has not; a pack with other mistakes is not counted."""
    yield from (Finding(str(folder.joinpath(name)), 0, message) for name, message in find_gaps(read_pack(folder)))


def _read_toml(path: Traversable | Path) -> dict[str, Any] | Finding:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return Finding(str(path), 0, f"cannot be read as TOML: {error}")


def _check_head(head: dict[str, Any] | Finding, path: Traversable | Path) -> Iterator[Finding]:
    if isinstance(head, Finding):
        yield head
        return
    wrong = [f"{key} is missing" for key in ("tag", "name", "script", "direction", "tier", "format") if key not in head]
    wrong += [
        _outside(key, head[key], allowed) for key, allowed in _HEAD.items() if head.get(key) not in allowed | {None}
    ]
    strategies = head.get("strategies", {})
    wrong += [
        _outside(f"strategy {key}", strategies.get(key), allowed)
        for key, allowed in _STRATEGIES.items()
        if strategies.get(key) not in allowed
    ]
    if head.get("format") not in (None, FORMAT):
        wrong.append(_outside("format", head["format"], {str(FORMAT)}))
    yield from (Finding(str(path), 0, message) for message in wrong)


def _outside(what: str, got: object, allowed: frozenset[str] | set[str]) -> str:
    return f"{what} is {got!r}; allowed: {', '.join(sorted(filter(None, allowed)))}"


def _check_table(name: str, path: Traversable | Path, script: str) -> Iterator[Finding]:
    if not path.is_file():
        return
    seen: dict[tuple[str, ...], int] = {}
    columns = COLUMNS.get(name, _KEYS[name])
    try:
        for row in read_table(path, required=_required(columns)):
            yield from _check_row(name, row, script)
            key = tuple(" ".join(row.get(column, "").split()).casefold() for column in _KEYS[name])
            if key in seen:
                yield Finding(row.path, row.line, f"{' '.join(key)!r} stands in line {seen[key]} already")
            seen.setdefault(key, row.line)
    except PackError as error:
        yield Finding(error.path or str(path), error.line, error.message)
    except OSError as error:
        yield Finding(str(path), 0, f"cannot be read: {error.strerror}")


def _required(columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(column for column in columns if column not in ("example", "status", "roles"))


def _check_row(name: str, row: Row, script: str) -> Iterator[Finding]:
    messages = [
        *_check_values(name, row),
        *_check_letters(name, row, script),
        *(_CHECKS[name](row) if name in _CHECKS else ()),
    ]
    yield from (Finding(row.path, row.line, message) for message in messages)


def _check_values(name: str, row: Row) -> Iterator[str]:
    for column, value in row.items():
        allowed = _ALLOWED.get(f"{name}.{column}")
        if allowed is not None and value not in allowed:
            yield _outside(column, value, allowed)
    if "example" in COLUMNS.get(name, ()) and not row.get("example", "").strip():
        yield "the row has no example"
    for column, value in row.items():
        if value != value.strip():
            yield f"column {column} has a space at its end: {value!r}"


def _check_letters(name: str, row: Row, script: str) -> Iterator[str]:
    form = row.get("form") or row.get("trigger", "")
    for column, value in row.items():
        for word in value.split():
            if _mixes(word):
                yield f"column {column} mixes scripts within a word: {word!r}"
    counts = count_scripts(form)
    if script and counts and name not in _FOREIGN_FORMS and not counts[script]:
        yield f"{form!r} has no letter of the script {script}"


def _mixes(word: str) -> bool:
    """Tell whether a word has letters that only look as if they belonged to it; parts of a compound may differ."""
    parts = "".join(c if c.isalpha() else " " for c in word).split()
    return any(len(set(count_scripts(part)) & {"Latn", "Cyrl", "Grek", "Arab"}) > 1 for part in parts)


def _check_office(row: Row) -> Iterator[str]:
    base, slash, portfolio = row["office"].partition("/")
    if base not in load_ids("office") and row["office"] not in OFFICES_BY_SENSE:
        yield _outside("office", row["office"], load_ids("office") | set(OFFICES_BY_SENSE))
    if slash and not portfolio:
        yield f"office {row['office']!r} has a slash and no portfolio"


def _check_place(row: Row) -> Iterator[str]:
    from dragoman.language.gazetteer_tables import describe_city, territory_kind

    kind = row["id"].partition(":")[0]
    if kind not in ("territory", "city"):
        yield _outside("id", row["id"], {"territory:XX", "territory:<region>", "city:<number>"})
    elif not (territory_kind(row["id"]) if kind == "territory" else describe_city(row["id"])):
        yield f"id {row['id']!r} is in no table of territories or cities"


def _check_topic(row: Row) -> Iterator[str]:
    if row["topic"] not in load_ids("topic"):
        yield _outside("topic", row["topic"], load_ids("topic"))
    if "*" in row["form"].rstrip("*"):
        yield f"{row['form']!r}: a star stands at the end of a form only"


def _check_frame(row: Row) -> Iterator[str]:
    types = load_ids("type") | set(EXTRA_TYPES)
    if row["type"] not in types:
        yield _outside("type", row["type"], types)
    trigger = row["trigger"].split()
    if trigger[0] == ".." or trigger[-1] == "..":
        yield f"trigger {row['trigger']!r} begins or ends with a gap"
    for pattern in trigger:
        if pattern != ".." and not all(word.strip("=*") for word in pattern.split("|")):
            yield f"trigger {row['trigger']!r} has an empty alternative in {pattern!r}"
    for role in row["roles"].split():
        if role != "-":
            yield from _check_role(role)


def _check_role(text: str) -> Iterator[str]:
    role, _, markers = text.partition("=")
    if role not in _ROLES or not markers.rstrip("!"):
        yield f"{text!r} is no role; write role=marker with one of {', '.join(sorted(_ROLES))}"
        return
    governed = False
    for marker in markers.rstrip("!").split("|"):
        governed = governed or marker.startswith("@")
        if not marker.strip("@"):
            yield f"{text!r} has an empty marker"
        elif marker not in _MARKERS and not governed:
            yield _outside(f"marker of {text!r}", marker, _MARKERS | {"@preposition"})


def _check_noise(row: Row) -> Iterator[str]:
    form, shape = row["form"], row["shape"]
    if not form.startswith("[") and (form.count("[") != form.count("]") or form.count("[") > 1):
        yield f"{form!r} needs one pair of brackets or none"
    if shape in _PLAIN_SHAPES and "*" in form.strip("* "):
        yield f"{form!r}: a star has no meaning in the shape {shape}"
    if shape not in _PLAIN_SHAPES and not form.strip("[]*?0: "):
        yield f"{form!r} has nothing to recognise it by"


_CHECKS: Mapping[str, Callable[[Row], Iterator[str]]] = MappingProxyType(
    {
        "offices": _check_office,
        "places": _check_place,
        "topics": _check_topic,
        "frames": _check_frame,
        "noise": _check_noise,
    }
)


def _check_lists(path: Traversable | Path) -> Iterator[Finding]:
    if not path.is_file():
        yield Finding(str(path), 0, "the file is missing")
        return
    lists = _read_toml(path)
    if isinstance(lists, Finding):
        yield lists
        return
    if path.name == "words.toml":
        for name, words in lists.items():
            yield from (Finding(str(path), 0, f"{name}: {message}") for message in _check_words(words))


def _check_words(words: object) -> Iterator[str]:
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        yield "must be a list of strings"
        return
    yield from (f"{word!r} stands twice" for word in sorted({word for word in words if words.count(word) > 1}))
    yield from (f"{word!r} mixes scripts within a word" for word in words if any(map(_mixes, word.split())))
    if "" in words:
        yield "has an empty word"
