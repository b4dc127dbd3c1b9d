"""The reader that asks a language model: a page in, a reading out, of which every claim has its quote on the page."""

import time
from collections import Counter
from collections.abc import Callable

from dragoman.errors import SourceError
from dragoman.language.tables import digest_tables
from dragoman.model import Article, Page, Reading, Rejected, Usage
from dragoman.reading.llm.answers import Claims, join_claims, parse_answer
from dragoman.reading.llm.cache import Cache
from dragoman.reading.llm.facts import Facts
from dragoman.reading.llm.ledger import Entry, Ledger
from dragoman.reading.llm.names import cast_names
from dragoman.reading.llm.options import LlmOptions, check_options
from dragoman.reading.llm.parts import split_text
from dragoman.reading.llm.prompt import Message, ask_about, ask_again, digest_prompt
from dragoman.reading.llm.quotes import FoldedText
from dragoman.reading.llm.wire import Reply, Trouble, Wire, estimate_tokens
from dragoman.reading.reader import clean_page
from dragoman.reading.sheet import Sheet
from dragoman.reading.tables import load_tables

RULES = 1
"""The number of the checks; raise it when code changes what is kept of an answer."""

MOST_FAILURES = 3
"""After so many pages in a row without an answer nobody is there to ask."""


class LlmReader:
    """Asks an OpenAI-compatible endpoint about each page. One for each thread.

    Args:
        options: Which model is asked, where, and how much it may cost.
        ledger: The file in which the processes of a run count together; what this reader alone asks if empty.
        sleep: Waits between retries.

    Raises:
        UsageError: No address or model is set.
    """

    def __init__(self, options: LlmOptions, *, ledger: str = "", sleep: Callable[[float], None] = time.sleep) -> None:
        self._options = check_options(options)
        self._ledger, self._cache = Ledger(options, ledger), Cache(options)
        self._wire = Wire(options, sleep=sleep)
        self._failures = 0

    @property
    def version(self) -> str:
        """The number of the checks, the model, and the digests of the prompt and of the tables."""
        return f"llm-{RULES}-{self._options.model}-{digest_prompt()}-{digest_tables()}"

    def usage(self) -> Usage:
        """Return what asking came to so far, in all processes of the run."""
        return self._ledger.sum()

    def read(self, page: Page) -> Reading | Rejected:
        """Read one page.

        Raises:
            SourceError: The endpoint denies access, or has answered about none of the last pages.
            LimitError: The budget does not allow another call.
        """
        article = clean_page(page)
        if isinstance(article, Rejected):
            return article
        dropped: Counter[str] = Counter()
        claims = self._ask_parts(article, dropped)
        if isinstance(claims, Trouble):
            return self._give_up(page, claims)
        self._failures = 0
        reading = check_claims(article, claims, version=self.version, dropped=dropped)
        self._ledger.add(Entry(dropped={reason: n for reason, n in sorted(dropped.items()) if n}))
        return reading

    def _ask_parts(self, article: Article, dropped: Counter[str]) -> Claims | Trouble:
        texts, cut = split_text(article.text, self._options.page_characters)
        parts = []
        for text in texts:
            claims = self._ask(ask_about(article, text), dropped)
            if isinstance(claims, Trouble):
                return claims
            parts.append(claims)
        self._ledger.add(Entry(cut=cut))
        return join_claims(parts)

    def _ask(self, messages: list[Message], dropped: Counter[str]) -> Claims | Trouble:
        """Return the claims of a kept answer, or of a new one; where that is no JSON, the question is asked again."""
        kept = self._cache.load(messages)
        if kept is not None and (claims := parse_answer(kept, dropped)) is not None:
            self._ledger.add(Entry(cached=1))
            return claims
        reply = self._call(messages)
        claims = parse_answer(reply.words, dropped) if isinstance(reply, Reply) else None
        if isinstance(reply, Reply) and claims is None:
            reply = self._call(ask_again(messages, reply.words))
            claims = parse_answer(reply.words, dropped) if isinstance(reply, Reply) else None
        if isinstance(reply, Trouble):
            return reply
        if claims is None:
            cut = f"; it was cut off at {self._options.answer_tokens} tokens (answer_tokens)" if reply.cut else ""
            return Trouble(f"the model gave no JSON object of the form that was asked for{cut}")
        self._cache.keep(messages, reply.words)
        return claims

    def _call(self, messages: list[Message]) -> Reply | Trouble:
        self._ledger.check_budget(estimate_tokens(messages))
        reply = self._wire.ask(messages)
        if isinstance(reply, Reply):
            self._ledger.add(Entry(calls=1, read=reply.read, written=reply.written, estimated=int(reply.estimated)))
        return reply

    def _give_up(self, page: Page, trouble: Trouble) -> Rejected:
        self._failures += 1
        if self._failures >= MOST_FAILURES:
            words = f"no answer about {self._failures} pages in a row; the last time: {trouble.words}"
            raise SourceError(words, self._options.shown_url, retryable=True)
        return Rejected(page.name, page.address, "unanswered", trouble.words, page.sha256)


def check_claims(article: Article, claims: Claims, *, version: str, dropped: Counter[str]) -> Reading:
    """Return the reading that claims about an article give, as far as the article says what they say.

    Args:
        article: The article.
        claims: What a model says of it.
        version: The version of the reader.
        dropped: Counts what is left out, by reason.
    """
    sheet, text = Sheet(article, load_tables(article.language)), FoldedText(article.text)
    named = cast_names(sheet, claims.names, text=text, dropped=dropped)
    facts = Facts(sheet, named, text=text, dropped=dropped)
    return Reading(
        article=article,
        referents=named.cast.referents(),
        offices=facts.check_offices(claims.offices),
        events=facts.check_events(claims.events),
        reader=version,
    )
