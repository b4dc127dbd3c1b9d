"""Runs the migrations on the connection that the caller opened, inside its transaction."""

from alembic import context

from dragoman.chronicle import derived  # noqa: F401  completes the metadata
from dragoman.chronicle.schema import metadata


def _run() -> None:
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        transactional_ddl=True,
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()


_run()
