"""``dragoman archive``: the bytes of the pages, counted, listed, given back and verified."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from dragoman.errors import UsageError
from dragoman.views.cli.output import print_table, say, show_progress, write_csv, write_json
from dragoman.views.cli.session import Session, example, json_option, output_options

if TYPE_CHECKING:
    from dragoman.chronicle.archiving import ArchivedPage, ArchiveFigures
    from dragoman.model import Page

AMISS = 4
"""The exit code where something is wrong: that of a chronicle that failed."""

MANIFEST = "SHA256SUMS"
_COLUMNS = "name address sha256 content_type fetched stored bytes packed".split()
_STEM = 80


@click.group(
    invoke_without_command=True,
    epilog=example("dragoman archive", "dragoman archive verify", "dragoman archive export --all pages.warc.gz"),
)
@json_option
@click.pass_context
def archive(context: click.Context, as_json: bool) -> None:
    """Look after the bytes of the pages.

    Alone, says how many pages the archive has and what they take.
    """
    if context.invoked_subcommand is None:
        session: Session = context.obj
        with session.open() as chronicle:
            figures, keep = chronicle.archive.figures(), chronicle.settings.keep_bytes
        if as_json:
            made = {"pages": figures.pages, "without_bytes": figures.without_bytes, "bytes": figures.bytes}
            write_json([{**made, "packed": figures.packed, "ratio": round(figures.ratio, 2), "keep_bytes": keep}])
        else:
            _print_figures(figures, keep)


def _print_figures(figures: "ArchiveFigures", keep: str) -> None:
    say(f"{figures.pages:,} pages with their bytes: {_size(figures.bytes)}, packed {_size(figures.packed)}")
    if figures.packed:
        say(f"{figures.ratio:.1f} times smaller; {_size(figures.packed // max(figures.pages, 1))} a page")
    if figures.without_bytes:
        say(f"{figures.without_bytes:,} pages without bytes: their texts and evidence stay, they cannot be read anew")
    say(f"keep_bytes = {keep!r}", "dim")


def _size(number: int) -> str:
    """Write a number of bytes for reading.

    >>> _size(1536)
    '1.5 kB'
    """
    if number < 1000:
        return f"{number} B"
    size = float(number)
    for unit in ("kB", "MB"):
        size /= 1024
        if size < 1000:
            return f"{size:.1f} {unit}"
    return f"{size / 1024:.1f} GB"


@archive.command("verify", epilog=example("dragoman archive verify", "dragoman archive verify --json"))
@json_option
@click.pass_obj
def verify(session: Session, as_json: bool) -> None:
    """Verify every stored page and all evidence.

    Every page has to unpack and have its hash, and every mention, office and event to stand within its article's text
    and say the stored words. Lists what is wrong; the exit code is then 4.
    """
    with session.open() as chronicle:
        with show_progress("verifying") as advance:
            faults = list(chronicle.archive.verify(advance))
        figures = chronicle.archive.figures()
    if as_json:
        write_json(faults)
    else:
        for fault in faults:
            click.echo(f"{fault.what}: {fault.name} {fault.sha256[:12]}: {fault.where}")
        found = f"{len(faults)} faults" if faults else "nothing is wrong"
        say(f"{figures.pages:,} pages with bytes, {figures.without_bytes:,} without: {found}.")
    if faults:
        raise click.exceptions.Exit(AMISS)


@archive.command("list", epilog=example("dragoman archive list", "dragoman archive list --csv > pages.csv"))
@output_options
@click.pass_obj
def list_command(session: Session, form: str) -> None:
    """List the pages with their addresses, hashes and sizes."""
    with session.open() as chronicle:
        rows = list(chronicle.archive.list())
    if form == "json":
        write_json(rows)
    elif form == "csv":
        write_csv(_COLUMNS, ([getattr(row, column) for column in _COLUMNS] for row in rows))
    else:
        _print_list(rows)


def _print_list(rows: "list[ArchivedPage]") -> None:
    from dragoman.views.cli.cells import Cell
    from dragoman.views.cli.output import make_table

    table = make_table("page", "sha256", "stored", ("bytes", {"justify": "right"}), ("packed", {"justify": "right"}))
    for row in rows:
        packed = "not kept" if row.packed is None else f"{row.packed:,}"
        table.add_row(Cell(row.name), row.sha256[:12], row.stored[:10], f"{row.bytes:,}", packed)
    print_table(table)


@archive.command(
    "export",
    epilog=example("dragoman archive export lake-en pages/", "dragoman archive export --all pages.warc.gz"),
)
@click.argument("names", nargs=-1, required=True, metavar="[PAGE...] TARGET")
@click.option("--all", "everything", is_flag=True, help="All pages whose bytes are kept.")
@click.pass_obj
def export(session: Session, names: tuple[str, ...], everything: bool) -> None:
    """Write the bytes of pages as they came.

    TARGET is a folder, where each page is a file beside SHA256SUMS, or a file named .warc.gz, which this and other
    programs read with the addresses and times of the pages. Neither may overwrite a file.
    """
    *wanted, target = names
    if bool(wanted) == everything:
        raise UsageError("name the pages and the target, or --all and the target alone")
    with session.open() as chronicle:
        pages = chronicle.archive.pages(wanted)
        write = _write_warc if target.endswith(".warc.gz") else _write_files
        number = write(pages, Path(target))
    say(f"{number:,} {'page' if number == 1 else 'pages'} written to {target}")


def _write_warc(pages: "Iterator[Page]", target: Path) -> int:
    from dragoman.reading.sources.warc_writing import format_record

    number = 0
    with _create(target) as stream:
        for page in pages:
            stream.write(format_record(page))
            number += 1
    return number


def _write_files(pages: "Iterator[Page]", folder: Path) -> int:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder}: the folder cannot be made: {error}") from error
    number = 0
    with _create(folder / MANIFEST) as manifest:
        for page in pages:
            name = name_file(page)
            with _create(folder / name) as stream:
                stream.write(page.content)
            manifest.write(f"{page.sha256}  {name}\n".encode())
            number += 1
    return number


def _create(path: Path) -> BinaryIO:
    try:
        return path.open("xb")
    except OSError as error:
        raise UsageError(f"{path}: the file cannot be made: {error}") from error


def name_file(page: "Page") -> str:
    """Return the name of a page's file: what its own name has of letters, the beginning of its hash, its kind."""
    from dragoman.reading.sources.warc_writing import HTML, guess_type

    stem = re.sub(r"[^\w.-]+", "-", page.name).strip(".-")[-_STEM:].strip(".-")
    kind = "html" if (page.content_type or guess_type(page)).startswith(HTML) else "txt"
    return f"{stem or 'page'}-{page.sha256[:12]}.{kind}"
