"""The gate before all routes: the name of the server, who asks, and whether a change was meant, in this order.

What no rule lets in stays out: where a chronicle has users, a stranger sees the page to sign in and the files that it
needs, and nothing else, whatever routes there are.
"""

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from dragoman.chronicle.accounts.acting import Actor, acting
from dragoman.chronicle.accounts.answers import READ
from dragoman.errors import StoreError
from dragoman.views.rest.problems import make_problem, respond
from dragoman.views.web.security import cookies
from dragoman.views.web.security.addresses import find_client, group_address, is_allowed_host, is_in
from dragoman.views.web.security.bodies import BodyError, read_body, replay
from dragoman.views.web.security.forms import LOCAL as LOCAL_FORMS
from dragoman.views.web.security.headers import complete_headers
from dragoman.views.web.security.ledgers import open_ledger
from dragoman.views.web.security.meaning import SIMPLE, find_form_token, is_ours
from dragoman.views.web.security.options import SecurityOptions
from dragoman.views.web.security.persons import LOCAL, STATE, STRANGER, find_by_key, find_by_session, read_key
from dragoman.views.web.security.requirements import SAFE
from dragoman.views.web.security.throttling import Buckets
from dragoman.views.web.security.visits import Visit
from dragoman.views.web.turns import look_up

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from dragoman.app import Dragoman

OPEN = ("/login", "/favicon.ico")
OPEN_BELOW = ("/static/", "/watch/feed/")
PROTOCOL = "/mcp"
PROGRAMS = ("/api/", PROTOCOL)
"""Paths for programs: errors are JSON, and nobody is sent to a page to sign in."""
STRANGERS_BODY = 64 * 1024
"""What a stranger may send is a name and a password."""

_log = logging.getLogger("dragoman.security")


class Refused(Exception):
    """A request that goes no further."""

    def __init__(self, status: int, words: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(words)
        self.status, self.words, self.headers = status, words, headers or {}


@dataclass(frozen=True)
class Entry:
    """A request on its way in."""

    request: Request
    visit: Visit
    path: str

    @property
    def safe(self) -> bool:
        """Whether the request changes nothing."""
        return self.request.method in SAFE

    @property
    def for_programs(self) -> bool:
        """Whether a program asks, and wants no page."""
        return self.path.startswith(PROGRAMS) or "authorization" in self.request.headers


class Gate:
    """The middleware that stands outermost."""

    def __init__(self, app: "ASGIApp", *, dragoman: "Dragoman", options: SecurityOptions) -> None:
        self._app, self._dragoman, self._options = app, dragoman, options
        self._buckets = Buckets(options.per_minute, ledger=open_ledger(options.ledger, "key"))
        self._strays = Buckets(60, ledger=open_ledger(options.ledger, "stray"))
        self._secret = ""

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Let a request in, or answer it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._enter(scope, receive, send)
        elif scope["type"] == "websocket":  # no page has any
            await send({"type": "websocket.close", "code": 1008})

    async def _enter(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        visit = Visit()
        scope = self._trust(scope, visit)
        scope["state"] = {**scope.get("state", {}), STATE: visit}
        entry = Entry(Request(scope), visit, str(scope["path"]))

        async def send_complete(message: "Message") -> None:
            if message["type"] == "http.response.start":
                complete_headers(message, visit)
                self._keep_seed(message, entry)
            await send(message)

        try:
            receive = await self._check(entry, receive)
        except ClientDisconnect:
            return
        except (Refused, BodyError, StoreError) as error:
            response = await self._refuse(entry, error)
            await response(scope, receive, send_complete)
            return
        with acting(_name_actor(entry)):
            await self._app(scope, receive, send_complete)

    def _trust(self, scope: "Scope", visit: Visit) -> "Scope":
        """Take what trusted proxies say about who asks, how, and under which name."""
        scope, headers = dict(scope), Request(scope).headers
        visit.address = (scope.get("client") or ("", 0))[0]
        if is_in(visit.address, self._options.proxies):
            seen = ",".join(headers.getlist("x-forwarded-for"))
            visit.address = find_client(visit.address, seen, proxies=self._options.proxies)
            scheme = _read_last(headers, "x-forwarded-proto").casefold()
            scope["scheme"] = scheme if scheme in ("http", "https") else scope["scheme"]
            if host := _read_last(headers, "x-forwarded-host"):
                kept = [(name, value) for name, value in scope["headers"] if name != b"host"]
                scope["headers"] = [*kept, (b"host", host.encode("latin-1"))]
            scope["client"] = (visit.address, 0)
        visit.secure = scope["scheme"] == "https"
        return scope

    async def _check(self, entry: Entry, receive: "Receive") -> "Receive":
        """Return what gives the body of a request that may go on.

        Raises:
            Refused: It may not.
            BodyError: Its body is refused.
        """
        host = entry.request.headers.getlist("host")
        if len(host) != 1 or not is_allowed_host(host[0], hosts=self._options.hosts, public=self._options.public):
            raise Refused(400, "this server does not answer under this name; hosts in the table [serve] allows names")
        if entry.safe and entry.path.startswith(OPEN_BELOW):
            entry.visit.local = True  # these files are the same for everybody, and may be kept as such
            return receive
        await look_up(lambda: self._identify(entry))
        is_stranger = entry.visit.person is STRANGER
        self._check_open(entry, is_stranger=is_stranger)
        if entry.safe:
            return receive
        most = STRANGERS_BODY if is_stranger else self._options.body
        body = await read_body(receive, length=entry.request.headers.get("content-length"), most=most)
        await self._check_meant(entry, body)
        return replay(body, receive)

    def _check_open(self, entry: Entry, *, is_stranger: bool) -> None:
        """Let strangers sign in and nothing else, and let nobody read who may not: not all that is mounted asks."""
        if is_stranger and entry.path not in OPEN:
            raise Refused(401, "sign in, or show a key", {"WWW-Authenticate": "Bearer"})
        reads = entry.safe or entry.path.startswith(PROTOCOL)
        if not is_stranger and reads and not entry.visit.person.may(READ):
            raise Refused(403, "this key may not read")

    def _identify(self, entry: Entry) -> None:
        """Find who asks: by key, by session, or whoever it is where there are no users."""
        visit, request = entry.visit, entry.request
        visit.local = not self._dragoman.has_users()
        request.scope["state"]["user"] = None
        visit.secret = self._find_secret()
        if visit.local:
            visit.person, visit.bound = LOCAL, LOCAL_FORMS
            return
        key = read_key(request.headers.get("authorization", ""), safe=entry.safe)
        if key is not None:
            self._identify_program(request, visit, key)
            return
        visit.token = request.cookies.get(cookies.name_cookie(cookies.SESSION, secure=visit.secure), "")
        person = find_by_session(self._dragoman, visit.token) if visit.token else None
        if person:
            visit.person, visit.bound = person, visit.token
            request.scope["state"]["user"] = person
            return
        self._seed(visit, request.cookies.get(cookies.name_cookie(cookies.SEED, secure=visit.secure)))

    def _identify_program(self, request: Request, visit: Visit, key: str) -> None:
        person = find_by_key(self._dragoman, key)
        if person is None:
            if seconds := self._strays.take(group_address(visit.address)):
                raise Refused(429, "too many wrong keys came from this address", {"Retry-After": str(seconds)})
            _log.warning("a wrong key from %s", visit.address)
            raise Refused(401, "this key opens nothing", {"WWW-Authenticate": 'Bearer error="invalid_token"'})
        if seconds := self._buckets.take(person.key):
            raise Refused(429, "this key asks too often", {"Retry-After": str(seconds)})
        visit.person = person
        request.scope["state"]["user"] = person

    def _seed(self, visit: Visit, seed: str | None) -> None:
        """Bind the form to sign in to a cookie, so that no other site can sign somebody in as another."""
        from dragoman.chronicle.accounts.tokens import is_token, make_token

        visit.person, visit.token = STRANGER, ""
        visit.seed = "" if seed and is_token(seed) else make_token()
        visit.bound = f"seed\0{visit.seed or seed}"

    def _find_secret(self) -> str:
        if not self._secret:
            self._secret = self._dragoman.shared_secret("forms")
        return self._secret

    async def _check_meant(self, entry: Entry, body: bytes) -> None:
        """Refuse a change that another site makes a browser ask for.

        Raises:
            Refused: It is none of ours.
        """
        if entry.visit.person.key:  # browsers do not send keys by themselves
            return
        if not is_ours(entry.request):
            _log.warning("a change asked for by another site, from %s", entry.visit.address)
            raise Refused(403, "this was asked for by a page of another site")
        kind = entry.request.headers.get("content-type", "").partition(";")[0].strip().casefold()
        simple = kind in SIMPLE and entry.request.method == "POST"
        if entry.visit.local and entry.path.startswith(PROGRAMS) and not simple:
            return  # a browser asks us first whether another site may send this, and we say no
        if not await find_form_token(entry.request, body, entry.visit):
            raise Refused(403, "the form is out of date; load its page again and send it once more")

    def _keep_seed(self, message: "Message", entry: Entry) -> None:
        if entry.visit.seed and entry.visit.seeded:
            seed, secure = entry.visit.seed, entry.visit.secure
            cookie = cookies.form_cookie(cookies.SEED, seed, secure=secure, seconds=cookies.SEED_SECONDS)
            message["headers"] = [*message["headers"], (b"set-cookie", cookie.encode("latin-1"))]

    async def _refuse(self, entry: Entry, error: Exception) -> Response:
        status = 503 if isinstance(error, StoreError) else getattr(error, "status", 500)
        headers: dict[str, str] = getattr(error, "headers", {})
        words, request = str(error), entry.request
        if isinstance(error, StoreError):
            _log.error("%s", error)
            words = "the chronicle cannot be reached now; its owner finds the reason in the log"
        if status == 401 and not entry.for_programs:
            return _send_to_sign_in(entry)
        if entry.for_programs:
            return respond(make_problem(status, words), headers)
        if not entry.visit.bound:  # before anything is known of who asks, nothing is rendered
            return PlainTextResponse(words + "\n", status, headers)
        from dragoman.views.web.failures import fail

        response: Response = await look_up(lambda: fail(request, status, words))
        response.headers.update(headers)
        return response


def _send_to_sign_in(entry: Entry) -> Response:
    request = entry.request
    asked = (
        quote(entry.path, safe="/:@!$'()*,;=~") + (f"?{request.url.query}" if request.url.query else "")
        if entry.safe
        else "/"
    )
    target = "/login" + (f"?{urlencode({'next': asked})}" if asked != "/" else "")
    if request.headers.get("hx-request") == "true":
        return Response(status_code=401, headers={"HX-Redirect": target})
    accepted = request.headers.get("accept", "*/*")
    if not entry.safe or "text/html" in accepted or "*/*" in accepted:
        return RedirectResponse(target, 303)
    return respond(make_problem(401, "sign in, or show a key"), {"WWW-Authenticate": "Bearer"})


def _name_actor(entry: Entry) -> Actor:
    person = entry.visit.person
    how = "api" if person.key or entry.path.startswith(PROGRAMS) else "web"
    return Actor(person.name, how, entry.visit.address, person.user)


def _read_last(headers: Headers, name: str) -> str:
    """Return what the nearest proxy said; it may have added a line of its own to those that the visitor sent."""
    return ",".join(headers.getlist(name)).rpartition(",")[2].strip()
