"""``dragoman mcp``: the chronicle for language models."""

import click

from dragoman.errors import UsageError
from dragoman.views.cli.output import note
from dragoman.views.cli.session import Session, example

PORT = 8790


@click.command(
    epilog=example(
        "dragoman mcp",
        "dragoman --store news.db mcp --base http://127.0.0.1:8000",
        "dragoman mcp --http --port 8790",
    )
)
@click.option("--http", is_flag=True, help="Answer over HTTP, at /mcp, not on standard input and output.")
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", help="Where to listen.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, metavar="N", help=f"The port.  [default: {PORT}]")
@click.option(
    "--allow-host",
    "names",
    multiple=True,
    metavar="NAME",
    help="A name under which clients outside of this machine reach it; may be given several times.",
)
@click.option("--base", default="", metavar="URL", help="The address of the server of pages, for links in answers.")
@click.pass_obj
def mcp(session: Session, http: bool, host: str, port: int, names: tuple[str, ...], base: str) -> None:
    """Answer language models by the Model Context Protocol, with tools that only read.

    A client starts the command by itself and speaks to it on standard input and output; see docs/mcp.md for what to
    write into its configuration.
    """
    if not http and (names or host != "127.0.0.1"):
        raise UsageError("--host and --allow-host are for --http")
    try:
        from dragoman.views.mcp import transport
        from dragoman.views.mcp.server import make_server
    except ImportError as error:
        raise UsageError("dragoman mcp needs the extra mcp: pip install 'dragoman[mcp]'") from error
    with session.open() as chronicle:
        server = make_server(chronicle, base=base)
        if http:
            transport.check_host(host, names)
            note(f"answering at http://{host}:{port}{transport.PATH}; interrupt to end")
            transport.serve_http(server, chronicle, host=host, port=port, names=names)
        else:
            transport.serve_standard(server)
