"""What can be set about a language model."""

from urllib.parse import urlsplit

from msgspec import Struct

from dragoman.errors import UsageError

MILLION = 1_000_000


class LlmOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which model is asked, where, and how much it may cost.

    ``url`` is the base of the endpoint, such as ``http://localhost:8080/v1``, and ``key`` its password, if any.
    ``timeout`` is in seconds for a whole answer, ``retries`` how often a call is tried again. Prices are for a million
    tokens, in any currency; ``budget`` is in the same, ``budget_tokens`` counts tokens; 0 is no limit. ``cache`` is a
    folder, that of the user's caches if empty. ``page_characters`` go into one call, ``answer_tokens`` may come back.
    """

    url: str = ""
    model: str = ""
    key: str = ""
    timeout: float = 120.0
    retries: int = 4
    price_input: float = 0.0
    price_output: float = 0.0
    budget: float = 0.0
    budget_tokens: int = 0
    cache: str = ""
    page_characters: int = 12_000
    answer_tokens: int = 8_000

    def __repr__(self) -> str:
        """Say where and which model; never the key."""
        return f"LlmOptions(url={self.shown_url!r}, model={self.model!r}, key={'***' if self.key else ''!r})"

    __str__ = __repr__

    @property
    def host(self) -> str:
        """The host that pages go to, with its port where one is named; never a user or password."""
        return urlsplit(self.url).netloc.rpartition("@")[2]

    @property
    def shown_url(self) -> str:
        """The address without user, password and query, for messages."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{self.host}{parts.path}" if self.url else ""

    def price(self, read: int, written: int) -> float:
        """Return what so many tokens of question and answer cost."""
        return (read * self.price_input + written * self.price_output) / MILLION

    def scrub(self, words: str) -> str:
        """Return words without the key, for servers repeat it in their errors."""
        return words.replace(self.key, "***") if self.key else words


def check_options(options: LlmOptions) -> LlmOptions:
    """Return options that can be used.

    Raises:
        UsageError: No address or model is set, or something cannot be; says what and where to set it.
    """
    for name in ("url", "model"):
        if not getattr(options, name):
            raise UsageError(
                f"reader 'llm' needs the {name} of an OpenAI-compatible endpoint: set DRAGOMAN_LLM_{name.upper()}, "
                f"or {name} under [llm] in dragoman.toml"
            )
    if urlsplit(options.url).scheme not in ("http", "https") or not options.host:
        raise UsageError(f"llm url {options.shown_url!r} is no address; it begins with http:// or https://")
    if options.timeout <= 0 or options.retries < 0 or options.page_characters < 500 or options.answer_tokens < 100:
        raise UsageError(
            "llm: timeout must be above 0, retries at least 0, page_characters at least 500, answer_tokens at least 100"
        )
    if options.budget and not (options.price_input or options.price_output):
        raise UsageError("an llm budget needs prices: set price_input and price_output (for a million tokens)")
    return options
