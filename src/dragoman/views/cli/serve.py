"""``dragoman serve``: the chronicle as pages for a browser, on this machine."""

import click

from dragoman.errors import UsageError
from dragoman.views.cli.output import note
from dragoman.views.cli.session import Session, example

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@click.command(epilog=example("dragoman serve", "dragoman serve --port 9000"))
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", help="Where to listen.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, metavar="N", help="The port.  [default: 8000]")
@click.pass_obj
def serve(session: Session, host: str, port: int) -> None:
    """Show the chronicle as pages for a browser.

    Needs the extra serve. Listens on this machine alone; end it with Ctrl-C.
    """
    if host not in LOOPBACK:
        raise UsageError(f"--host {host}: only this machine is served; allowed: {', '.join(LOOPBACK)}")
    from dragoman.views.web.application import make_application

    with session.open(create=True) as chronicle:
        application = make_application(chronicle)
        import uvicorn

        note(f"open http://{host}:{port}/ (Ctrl-C ends it)")
        uvicorn.run(application, host=host, port=port, log_level="warning")
