"""The first use of an endpoint says that pages leave the machine, and where they go."""

import sys
from hashlib import sha256
from urllib.parse import urlsplit

from dragoman.reading.llm.cache import find_folder
from dragoman.reading.llm.options import LlmOptions

_LOCAL = ("localhost", "127.", "[::1]")


def announce(options: LlmOptions) -> str:
    """Say on standard error, once for each address and model, where the text of pages is sent.

    It is said whatever face of Dragoman is used, for it is about what leaves the machine. Where nothing can be kept in
    the cache folder, it is said each time.

    Returns:
        What was said, or nothing.
    """
    name = sha256(f"{options.url}\0{options.model}".encode()).hexdigest()[:16]
    mark = find_folder(options) / "announced" / name
    if mark.exists():
        return ""
    words = describe_sending(options)
    sys.stderr.write(f"dragoman: {words}\n")
    try:
        mark.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        mark.touch()
    except OSError:
        pass
    return words


def describe_sending(options: LlmOptions) -> str:
    """Return a sentence about what is sent where."""
    open_to_all = urlsplit(options.url).scheme == "http" and not options.host.startswith(_LOCAL)
    how = ", without encryption (http)" if open_to_all else ""
    return (
        f"reader 'llm' sends the text of every page that it reads to {options.host}{how}, for the model "
        f"{options.model!r}; this is said once for each address and model"
    )
