"""Walks the command line's commands, for the contracts about its documentation."""

from collections.abc import Iterator

import click


def load_commands() -> click.Group:
    """Return the command group behind the ``dragoman`` console script."""
    from dragoman.views.cli import main

    if isinstance(main, click.Group):
        return main
    from dragoman.views.cli import commands

    return next(found for found in vars(commands).values() if isinstance(found, click.Group))


def walk_commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield each command below a group with its path, such as ``("pack", "check")``."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, f"{name} is listed and cannot be loaded"
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from walk_commands(command, (*path, name))


def list_options(command: click.Command) -> set[str]:
    """Return the option names that a user may type, hidden ones and ``--help`` left out."""
    options = (p for p in command.params if isinstance(p, click.Option) and not p.hidden)
    return {name for option in options for name in (*option.opts, *option.secondary_opts)}
