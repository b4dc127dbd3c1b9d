"""``dragoman doctor``: what is installed, which chronicle is meant, and what to do about anything amiss."""

import platform
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import click

from dragoman import __version__
from dragoman.errors import DragomanError, PackError, StoreError
from dragoman.views.cli.output import make_table, print_table, write_json
from dragoman.views.cli.session import Session, example, json_option

if TYPE_CHECKING:
    from dragoman.config import Settings
    from dragoman.language.packs import Pack
    from dragoman.model import Page

_NAME = re.compile(r"[\w.-]+")
OLDEST_PYTHON = (3, 11)
SENTENCES = 12


@dataclass(frozen=True)
class Check:
    """One thing looked at: what was found, whether it is in order, and what to do where it is not."""

    name: str
    found: str
    fine: bool = True
    advice: str = ""
    exit_code: int = 0


@click.command(epilog=example("dragoman doctor", "dragoman --store region.db doctor --json"))
@json_option
@click.pass_obj
def doctor(session: Session, as_json: bool) -> None:
    """Check the installation and the chronicle.

    Says what is installed, whether the chronicle is sound, how fast a page is read, what is missing and what to do.
    """
    settings = session.settings
    checks = [
        *_check_python(), *_check_packs(), _check_reader(settings), *_check_store(settings), *_check_speed(),
    ]  # fmt: skip
    if as_json:
        write_json(checks)
    else:
        _print_checks(checks)
    worst = max(check.exit_code for check in checks)
    if worst:
        raise click.exceptions.Exit(worst)


def _print_checks(checks: list[Check]) -> None:
    from dragoman.views.cli.cells import Cell, stack

    table = make_table("", "", ("", {"ratio": 1}))
    for check in checks:
        sign, style = ("ok", "green") if check.fine else ("!!", "red")
        advice = Cell(check.advice, "yellow") if check.advice else None
        table.add_row(Cell(sign, style), Cell(check.name), stack(Cell(check.found), advice))
    print_table(table)


def _check_python() -> Iterator[Check]:
    import sqlite3

    new_enough = sys.version_info >= OLDEST_PYTHON
    yield Check("dragoman", __version__)
    advice = "" if new_enough else f"install Python {'.'.join(map(str, OLDEST_PYTHON))} or newer"
    yield Check("python", platform.python_version(), new_enough, advice, 0 if new_enough else 1)
    yield Check("sqlite", sqlite3.sqlite_version)
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    utf = encoding == "utf8"
    yield Check("output", encoding, utf, "" if utf else "set PYTHONUTF8=1 so that names in every script can be shown")
    yield _check_libraries()


def _check_libraries() -> Check:
    from importlib.metadata import PackageNotFoundError, requires, version

    found, missing = [], []
    try:
        wanted = [_NAME.match(one) for one in requires("dragoman") or () if "extra ==" not in one]
    except PackageNotFoundError:
        return Check("libraries", "dragoman runs from its sources, not installed", advice="pip install .")
    for name in (match[0] for match in wanted if match):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        return Check("libraries", f"missing: {', '.join(missing)}", False, f"pip install {' '.join(missing)}", 1)
    return Check("libraries", ", ".join(sorted(found)))


def _check_packs() -> Iterator[Check]:
    from dragoman.language.checking import check_pack, find_folder
    from dragoman.language.packs import FORMAT, list_packs, load_pack

    for tag in list_packs():
        try:
            pack, mistakes = load_pack(tag), len(check_pack(find_folder(tag)))
        except PackError as error:
            yield Check(f"pack {tag}", str(error), False, f"dragoman pack check {tag}", PackError.exit_code)
            continue
        rows = sum(len(table) for table in pack.tables.values())
        found = f"{pack.name}, {pack.tier}, format {FORMAT}, {rows:,} rows"
        if mistakes:
            yield Check(f"pack {tag}", f"{found}, {mistakes} mistakes", False, f"dragoman pack check {tag}", 3)
        else:
            yield Check(f"pack {tag}", found)


def _check_reader(settings: "Settings") -> Check:
    """Look at the reader that is chosen: whether it can be made, and which version it is; nothing is sent anywhere."""
    from dragoman.errors import UsageError
    from dragoman.reading.readers import ReaderChoice

    try:
        return Check("reader", f"{settings.reader}, {ReaderChoice(settings.reader, settings.llm)().version}")
    except UsageError as error:
        return Check("reader", str(error), False, "dragoman read --reader rules", exit_code=error.exit_code)


def _check_store(settings: "Settings") -> Iterator[Check]:
    from dragoman.app import TEMPORARY
    from dragoman.chronicle.database import name_address, open_engine, parse_address

    if settings.store in TEMPORARY:
        yield Check("chronicle", f"{settings.store}, forgotten at the end of each command")
        return
    try:
        engine = open_engine(parse_address(settings.store), patience=settings.patience)
        name = name_address(engine.url)
        yield from _inspect_store(settings, name)
    except DragomanError as error:
        yield Check("chronicle", str(error), False, exit_code=error.exit_code)


def _inspect_store(settings: "Settings", name: str) -> Iterator[Check]:
    from pathlib import Path

    from dragoman.chronicle.database import open_engine, parse_address, read
    from dragoman.chronicle.schema import SCHEMA
    from dragoman.chronicle.upgrades import read_version

    engine = open_engine(parse_address(settings.store), patience=settings.patience)
    local = engine.dialect.name == "sqlite"
    if local and not Path(name).is_file():
        yield Check("chronicle", f"{name}: none yet", advice=f"make one with: dragoman --store {name} read PATHS")
        return
    version = read_version(engine)
    yield Check("chronicle", f"{name}, schema {version or 'none'}; this version writes {SCHEMA}")
    if local:
        with read(engine) as connection:
            sound = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check(3)")]
        yield _judge_integrity(sound, name)
    engine.dispose()
    if version == SCHEMA:
        yield _count_store(settings)
        yield from _check_decisions(settings)
    elif version > SCHEMA:
        raise StoreError(f"{name}: its schema {version} is newer than this version of dragoman; upgrade dragoman")
    else:
        yield Check("schema", f"{version or 'none'}", advice="the next command upgrades it and keeps a copy beside it")


def _judge_integrity(said: list[str], name: str) -> Check:
    if said == ["ok"]:
        return Check("integrity", "ok")
    advice = f"keep a copy of {name}, then read the pages into a new chronicle"
    return Check("integrity", "; ".join(said), False, advice, StoreError.exit_code)


def _count_store(settings: "Settings") -> Check:
    from dragoman.app import open_dragoman

    with open_dragoman(settings=settings, create=False) as chronicle:
        counts = chronicle.counts()
    rejected = ", ".join(f"{number} {reason}" for reason, number in counts.rejected.items()) or "none"
    found = (
        f"{counts.pages:,} pages, {sum(counts.entities.values()):,} names, {counts.tenures:,} tenures, "
        f"{sum(counts.events.values()):,} events, {counts.conflicts:,} conflicts; rejected pages: {rejected}"
    )
    advice = "" if counts.pages else "put pages into it with: dragoman read PATHS"
    return Check("contents", found, advice=advice)


def _check_decisions(settings: "Settings") -> Iterator[Check]:
    """Look at judgements that wait for a member or contradict each other, and at a rebuild that was cut short."""
    from dragoman.app import open_dragoman

    with open_dragoman(settings=settings, create=False) as chronicle:
        held, lost, broken = chronicle.judgements(), chronicle.lost_judgements(), chronicle.contradictions()
        left = chronicle.left_to_rebuild()
    if held:
        told = [f"{len(held):,} hold"]
        told += [f"{len(lost):,} wait for a member that no page tells of any more"] if lost else []
        told += [f"{len(broken):,} contradiction{'s' if len(broken) > 1 else ''}"] if broken else []
        advice = "dragoman judgements lists them; dragoman undo ID withdraws one" if lost or broken else ""
        yield Check("judgements", "; ".join(told), advice=advice)
    if left:
        yield Check("rebuild", f"{left:,} pages are not read anew yet", advice="go on with: dragoman rebuild")


def _check_speed() -> Iterator[Check]:
    from dragoman.language.packs import list_packs, load_pack
    from dragoman.reading.reader import RuleReader

    began = time.perf_counter()
    reader = RuleReader()
    spent = []
    for tag in list_packs():
        page = _make_page(load_pack(tag))
        reader.read(page)
        spent.append(f"{tag} {_time(partial(reader.read, page)) * 1000:.0f} ms")
    yield Check(
        "speed", f"start-up {time.perf_counter() - began:.1f} s; one page of {SENTENCES} sentences: {', '.join(spent)}"
    )


def _time(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _make_page(pack: "Pack") -> "Page":
    from hashlib import sha256

    from dragoman.model import Page

    rows = [row["example"] for row in pack.rows("frames") if row["example"]]
    text = "\n\n".join(" ".join(rows[start : start + 4]) for start in range(0, SENTENCES, 4))
    return Page(pack.tag, "doctor", text.encode(), sha256(text.encode()).hexdigest(), "text/plain; charset=utf-8")
