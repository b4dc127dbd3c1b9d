"""``dragoman serve``: the chronicle as pages for a browser, on this machine or for a team."""

import errno
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from dragoman.errors import UsageError
from dragoman.views.cli.output import note
from dragoman.views.cli.postman import deliver_meanwhile
from dragoman.views.cli.session import Session, example
from dragoman.views.cli.signals import stop_on_signals

if TYPE_CHECKING:
    from fastapi import FastAPI
    from uvicorn import Server

    from dragoman.app import Dragoman
    from dragoman.config import ServeSettings
    from dragoman.views.web.options import WebOptions

CONNECTIONS = 200
"""More at once are told to come again; each takes memory, and there are few cores."""
FAREWELL = 10
"""Seconds in which answers that are under way may end."""


@click.command(
    epilog=example(
        "dragoman serve --open",
        "dragoman serve --host 0.0.0.0 --port 8080 --workers 2",
        "DRAGOMAN_SERVE_HOSTS=news.example.org DRAGOMAN_SERVE_PROXIES=127.0.0.1 dragoman serve",
    )
)
@click.option("--host", metavar="ADDRESS", help="Where to listen.  [DRAGOMAN_SERVE_HOST; default: 127.0.0.1]")
@click.option("--port", type=int, metavar="N", help="The port, 0 for any.  [DRAGOMAN_SERVE_PORT; default: 8000]")
@click.option("--root-path", metavar="PATH", help="The path under which a proxy shows the pages, such as /news.")
@click.option("--workers", type=int, metavar="N", help="Processes that serve.  [DRAGOMAN_SERVE_WORKERS; default: 1]")
@click.option("--open", "browse", is_flag=True, help="Open the pages in a browser.")
@click.option("--deliver/--no-deliver", default=True, help="Whether to send alerts of watch lists meanwhile.  [yes]")
@click.option("--without-login", is_flag=True, help="Let everybody who can reach it read and change everything.")
@click.pass_obj
def serve(session: Session, /, browse: bool, deliver: bool, without_login: bool, **told: Any) -> None:
    """Show the chronicle as pages for a browser.

    Needs the extra serve. Only this machine is let in unless --host says otherwise, and then only with users, which
    dragoman user add makes. Ends with Ctrl-C.
    """
    settings = _choose(session, **told)
    with ExitStack() as stack:
        chronicle = stack.enter_context(session.open(create=True))
        options = _choose_options(chronicle, settings, without_login=without_login)
        listener = stack.enter_context(_listen(settings.host, settings.port))
        stack.enter_context(stop_on_signals(KeyboardInterrupt))
        address = _name_address(listener, settings.root_path)
        click.echo(f"Dragoman is at {address} (Ctrl-C ends it)")
        started = partial(_open, address) if browse else _nothing
        stack.enter_context(deliver_meanwhile(chronicle, wanted=deliver))
        if settings.workers == 1:
            _run(_make(chronicle, options), listener, started)
        else:
            _run_many(session, options, listener, started)
    note("dragoman: stopped")


def _choose(session: Session, **told: Any) -> "ServeSettings":
    """Return the settings, with what the command line says."""
    import msgspec

    from dragoman.config import check_serve

    chosen = {name: value for name, value in told.items() if value is not None}
    settings = msgspec.structs.replace(session.settings.serve, **chosen)
    check_serve(settings, "the command line")
    return settings


def _choose_options(chronicle: "Dragoman", settings: "ServeSettings", *, without_login: bool) -> "WebOptions":
    """Return how the pages are served.

    Raises:
        UsageError: Others would be let in without a login, or libraries are missing.
    """
    try:
        from dragoman.views.web.options import WebOptions
        from dragoman.views.web.security.addresses import is_loopback
        from dragoman.views.web.security.options import choose_options
    except ImportError as error:
        raise UsageError("serving pages needs more libraries; pip install 'dragoman[serve]'") from error
    public = not is_loopback(settings.host)
    reachable = public or bool(settings.hosts or settings.proxies)
    if reachable and not chronicle.has_users():
        if not without_login:
            raise UsageError(_refuse(settings, public=public))
        note("dragoman: without a login: whoever reaches this server may read and change everything")
    elif public and not settings.proxies:
        note("dragoman: passwords cross the network as they are; a proxy that speaks HTTPS keeps them from others")
    if settings.host[-1:].isalpha() and not is_loopback(settings.host):  # a name is asked for by that name
        import msgspec

        settings = msgspec.structs.replace(settings, hosts=f"{settings.hosts},{settings.host}")
    security = choose_options(settings, public=public)
    return WebOptions(root_path=settings.root_path, kept_megabytes=settings.kept_megabytes, security=security)


def _make(chronicle: "Dragoman", options: "WebOptions") -> "FastAPI":
    from dragoman.views.web.application import make_application

    return make_application(chronicle, options)


def _refuse(settings: "ServeSettings", *, public: bool) -> str:
    why = f"{settings.host} is reached from elsewhere" if public else "hosts or proxies show it to others"
    return (
        f"{why}, and this chronicle has no users; add one with: dragoman user add NAME --role admin "
        "(or say --without-login, and everybody may change everything)"
    )


@contextmanager
def _listen(host: str, port: int) -> Iterator[socket.socket]:
    """Listen, and say clearly why that cannot be."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError) as error:
        raise UsageError(f"--host {host}: no such address: {error}") from error
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0 if host == "::" else 1)
        listener.bind(address)
        listener.listen(128)
        yield listener
    except OSError as error:
        raise UsageError(_explain(error, host, port)) from error
    finally:
        listener.close()


def _explain(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} of {host} is taken by another program; choose another with --port, or 0 for any"
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"port {port} of {host} needs more rights; choose one above 1023 with --port"
    return f"cannot listen on port {port} of {host}: {error.strerror or error}"


def _name_address(listener: socket.socket, root_path: str) -> str:
    host, port = listener.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}{root_path}/"


def make_server(application: "FastAPI") -> "Server":
    """Return the server of an application."""
    import uvicorn

    # Proxies are believed by the gate, which knows whom to believe; the log of requests would hold what was searched.
    config = uvicorn.Config(
        application,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=FAREWELL,
    )
    return uvicorn.Server(config)


def _nothing() -> None:
    """Do nothing."""


def _open(address: str) -> None:
    import webbrowser

    webbrowser.open(address)


def _tell_when_started(server: "Server", started: Callable[[], None]) -> None:
    import time

    while not server.started and not server.should_exit:
        time.sleep(0.05)
    if server.started:
        started()


def _run(application: "FastAPI", listener: socket.socket, started: Callable[[], None]) -> None:
    """Serve until somebody asks to stop; what is under way is finished."""
    server = make_server(application)
    threading.Thread(target=_tell_when_started, args=(server, started), daemon=True).start()
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        return
    if not server.started:
        raise UsageError("the server did not start; its messages above say why")


def _run_many(session: Session, options: "WebOptions", listener: socket.socket, started: Callable[[], None]) -> None:
    """Serve from several processes until somebody asks to stop."""
    from dragoman.app import TEMPORARY
    from dragoman.views.cli.crew import Crew

    if session.settings.store in TEMPORARY:
        raise UsageError(f"store {session.settings.store!r} is in the memory of one process; serve it with --workers 1")
    with TemporaryDirectory(prefix="dragoman-") as folder:
        security = replace(options.security, ledger=folder)
        crew = Crew(session, replace(options, security=security), listener, count=security.processes)
        crew.run(started)
