"""The command line: ``dragoman`` and its commands.

Importing this package loads nothing; click comes with the first call of :func:`main`, rich with the first table.
"""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command ``dragoman`` and leave with its exit code.

    Args:
        arguments: The words after the command's name; those of this process if left out.
    """
    from dragoman.views.cli.endings import run

    sys.exit(run(arguments))
