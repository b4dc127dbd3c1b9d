"""Any request that the document allows, and many that it does not, gets an answer that the document describes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import StopReason, events, from_schema

from dragoman.app import open_dragoman
from dragoman.views.rest import PREFIX, make_server

EXAMPLES = 2
"""Requests made at random for each operation, beside some 2,700 made of the bounds of every parameter."""

ALIKE = ["get_histogram", "get_facets", "list_places", "list_counterparts"]
"""These take the conditions of `list_events` by the same code, so bounds are not tried at each of them again."""


@pytest.fixture(scope="module")
def document(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[schemathesis.BaseSchema]:
    """The document of an interface whose chronicle the requests may change."""
    chosen = {
        "seed": 1,
        "generation": {"max-examples": EXAMPLES, "deterministic": True},
        "continue-on-failure": True,
        "operations": [{"include-operation-id": ALIKE, "phases": {"coverage": {"enabled": False}}}],
    }
    with open_dragoman(tmp_path_factory.mktemp("asked") / "asked.db") as chronicle:
        chronicle.read(sorted((root / "examples" / "pages").iterdir())[:4])
        server, config = make_server(chronicle), SchemathesisConfig.from_dict(chosen)
        yield schemathesis.openapi.from_asgi(f"{PREFIX}/openapi.json", server, config=config)


def list_failures(event: events.ScenarioFinished) -> Iterator[str]:
    for checks in event.recorder.checks.values():
        for check in checks:
            if found := check.failure_info:
                failure = found.failure
                yield f"{failure.operation}: {failure.title}: {failure.message}\n{found.code_sample}"


@pytest.mark.slow
def test_every_answer_is_as_the_document_says(document: schemathesis.BaseSchema) -> None:
    failures, cases, asked = [], 0, set()
    for event in from_schema(document).execute():
        if isinstance(event, events.ScenarioFinished):
            cases += len(event.recorder.cases)
            asked.add(event.recorder.label)
            failures += list_failures(event)
        elif isinstance(event, events.NonFatalError | events.FatalError):
            failures.append(str(event))
        elif isinstance(event, events.EngineFinished):
            assert event.stop_reason == StopReason.COMPLETED
    operations = {f"{method.upper()} {path}" for path, item in document.raw_schema["paths"].items() for method in item}
    assert failures == []
    assert operations <= asked and cases > 2000
