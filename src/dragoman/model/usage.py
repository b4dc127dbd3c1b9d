"""What a reader cost that asks somebody else."""

from collections.abc import Mapping

from msgspec import Struct


class Usage(Struct, frozen=True, gc=False):
    """What asking a model came to in a run.

    ``calls`` are answers that were paid for, ``cached`` those that were kept from before. ``read`` and ``written`` are
    tokens of questions and answers, ``estimated`` calls whose tokens the server did not count. ``cost`` is in the
    currency of the prices. ``dropped`` counts claims that were left out, by reason, and ``cut`` characters of long
    pages that were not asked about.
    """

    calls: int = 0
    cached: int = 0
    read: int = 0
    written: int = 0
    estimated: int = 0
    cost: float = 0.0
    cut: int = 0
    dropped: Mapping[str, int] = {}
