"""One question to an OpenAI-compatible endpoint: what is sent, what comes back, what it cost."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from dragoman.errors import SourceError
from dragoman.reading.llm.options import LlmOptions
from dragoman.reading.llm.prompt import Message, make_schema

if TYPE_CHECKING:
    import httpx

MOST_BYTES = 4_000_000
LONGEST_PAUSE = 60.0
FIRST_PAUSE = 1.0
SHOWN = 300
_FORMATS = ("json_schema", "json_object", "")
_REFUSED = frozenset({400, 415, 422, 501})
_DENIED = frozenset({301, 302, 303, 307, 308, 401, 402, 403, 404, 405})
"""The key, the address or the model is wrong, or the address has moved."""

_BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529})
_DONE = 200


class Reply(Struct, frozen=True):
    """The words of an answer and the tokens of question and answer; ``estimated`` where the server did not count.

    ``cut`` tells that the answer ended because it was too long.
    """

    words: str
    read: int
    written: int
    estimated: bool = False
    cut: bool = False


class Trouble(Struct, frozen=True):
    """Why there is no answer to one question; another question, or the same one later, may have one."""

    words: str


class Dialect(Struct, frozen=True):
    """What a server understands of the protocol; what it rejects is left out from then on."""

    format: str = _FORMATS[0]
    limit: str = "max_tokens"
    temperature: bool = True


class Wire:
    """Asks one endpoint. Redirects are not followed, for a key is meant for one host."""

    def __init__(self, options: LlmOptions, *, sleep: Callable[[float], None] = time.sleep) -> None:
        """Prepare to ask; nothing is sent yet."""
        self._options, self._sleep = options, sleep
        self._dialect = Dialect()
        self._client: httpx.Client | None = None
        base = options.url.rstrip("/")
        self._address = base if base.endswith("/chat/completions") else f"{base}/chat/completions"

    def ask(self, messages: list[Message]) -> Reply | Trouble:
        """Return the answer to a question, or why there is none.

        Raises:
            SourceError: The server does not serve us at all: the key, the address or the model is wrong.
        """
        while True:
            sent = self._send_patiently(messages)
            if isinstance(sent, Trouble):
                return sent
            status, body = sent
            if status == _DONE:
                return self._read_reply(body, messages)
            if status in _DENIED:
                words = f"the server denies access ({self._show(sent)}); check the key, the address and the model"
                raise SourceError(words, self._options.shown_url)
            relaxed = relax(self._dialect, self._show(sent)) if status in _REFUSED else None
            if relaxed is None:
                return Trouble(f"the server refused the question: {self._show(sent)}")
            self._dialect = relaxed

    def _send_patiently(self, messages: list[Message]) -> tuple[int, bytes] | Trouble:
        """Send a question, again after a pause where the server is busy or out of reach."""
        import httpx

        trouble = ""
        for attempt in range(self._options.retries + 1):
            wait = 0.0
            try:
                status, body, wait = self._send(messages)
                if status not in _BUSY:
                    return status, body
                trouble = self._show((status, body))
            except httpx.TimeoutException:
                trouble = f"no answer within {self._options.timeout:g} s"
            except httpx.TransportError as error:
                trouble = f"{type(error).__name__}: {error}"
            except _TooLongError:
                return Trouble(f"the answer is longer than {MOST_BYTES:,} bytes")
            if attempt < self._options.retries:
                self._sleep(min(LONGEST_PAUSE, max(wait, FIRST_PAUSE * 2**attempt)))
        tried = self._options.retries + 1
        return Trouble(self._options.scrub(f"{trouble}; tried {tried} {'times' if tried > 1 else 'time'}"))

    def _send(self, messages: list[Message]) -> tuple[int, bytes, float]:
        """Send a question; return status, body and the seconds that the server asks to wait."""
        import httpx

        begun, body = time.monotonic(), bytearray()
        with self._open().stream("POST", self._address, json=self._form(messages)) as response:
            for piece in response.iter_bytes():
                body += piece
                if len(body) > MOST_BYTES:
                    raise _TooLongError
                if time.monotonic() - begun > self._options.timeout:
                    raise httpx.ReadTimeout("the answer as a whole took too long")
        return response.status_code, bytes(body), _read_pause(response.headers.get("retry-after", ""))

    def _open(self) -> "httpx.Client":
        if self._client is None:
            import httpx

            headers = {"Authorization": f"Bearer {self._options.key}"} if self._options.key else {}
            self._client = httpx.Client(headers=headers, timeout=self._options.timeout, follow_redirects=False)
        return self._client

    def _form(self, messages: list[Message]) -> dict[str, Any]:
        form: dict[str, Any] = {"model": self._options.model, "messages": messages}
        form[self._dialect.limit] = self._options.answer_tokens
        if self._dialect.temperature:
            form["temperature"] = 0
        if self._dialect.format == "json_schema":
            schema = {"name": "reading", "strict": True, "schema": make_schema()}
            form["response_format"] = {"type": "json_schema", "json_schema": schema}
        elif self._dialect.format:
            form["response_format"] = {"type": self._dialect.format}
        return form

    def _read_reply(self, body: bytes, messages: list[Message]) -> Reply | Trouble:
        try:
            reply = msgspec.json.decode(body, type=_Body)
        except (msgspec.DecodeError, RecursionError):
            return Trouble(f"the answer is not of the chat-completions protocol: {self._show((_DONE, body))}")
        words = reply.choices[0].message.content or "" if reply.choices else ""
        cut = bool(reply.choices) and reply.choices[0].finish_reason == "length"
        if reply.usage is not None:
            return Reply(words, reply.usage.prompt_tokens, reply.usage.completion_tokens, cut=cut)
        return Reply(words, estimate_tokens(messages), len(words.encode()) // 3, estimated=True, cut=cut)

    def _show(self, sent: tuple[int, bytes]) -> str:
        """Return status and beginning of what came back, without the key, which servers like to repeat."""
        words = self._options.scrub(sent[1].decode("utf-8", "replace"))
        return f"{sent[0]} {' '.join(words.split())[:SHOWN]}".strip()


class _TooLongError(Exception):
    """More came back than any answer needs."""


def relax(dialect: Dialect, refusal: str) -> Dialect | None:
    """Return the next simpler dialect after a refusal: without what it names, else in a looser format; or ``None``."""
    if dialect.limit == "max_tokens" and "max_completion_tokens" in refusal:
        return replace(dialect, limit="max_completion_tokens")
    if dialect.temperature and "temperature" in refusal:
        return replace(dialect, temperature=False)
    looser = _FORMATS.index(dialect.format) + 1
    return replace(dialect, format=_FORMATS[looser]) if looser < len(_FORMATS) else None


def estimate_tokens(messages: list[Message]) -> int:
    """Return about how many tokens a question has: one for three bytes of UTF-8, which is rather too many."""
    return sum(len(message["content"].encode()) for message in messages) // 3


def _read_pause(header: str) -> float:
    """Return the seconds of a Retry-After header; a date in it is left to the usual pause."""
    return float(header) if header.strip().isdigit() else 0.0


class _Message(Struct):
    content: str | None = None


class _Choice(Struct):
    message: _Message
    finish_reason: str | None = None


class _Usage(Struct):
    prompt_tokens: int = 0
    completion_tokens: int = 0


class _Body(Struct):
    choices: list[_Choice]
    usage: _Usage | None = None
