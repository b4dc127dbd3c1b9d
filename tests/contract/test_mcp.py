"""docs/mcp.md names every tool with what it takes, and what clients are to be given can be read."""

import json
import re
from pathlib import Path

import pytest

from dragoman.views.mcp.asking import Asking
from dragoman.views.mcp.forming import Former
from dragoman.views.mcp.server import make_tools


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "mcp.md").read_text(encoding="utf-8")


def test_every_tool_stands_in_the_table_with_its_arguments(page: str) -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", page, flags=re.MULTILINE))
    tools = make_tools(Asking(None, Former()))
    told = {name: re.findall(r"`(\w+)`", rows.get(name, "")) for name in tools}
    assert told == {name: list(tool.describe().input_schema["properties"]) for name, tool in tools.items()}


def test_what_goes_into_a_client_is_json(page: str) -> None:
    blocks = [json.loads(block) for block in re.findall(r"^```json\n(.*?)^```", page, flags=re.MULTILINE | re.DOTALL)]
    commands = [one["dragoman"] for block in blocks for one in block.values() if isinstance(one, dict)]
    assert len(commands) == 3
    assert all(one.get("args", ["mcp"])[-1] == "mcp" or one["url"].endswith("/mcp") for one in commands)


def test_every_answer_has_room_for_its_quotations() -> None:
    for name, tool in make_tools(Asking(None, Former())).items():
        schema = json.dumps(tool.describe().output_schema)
        assert ("sha256" in schema and '"start"' in schema) or name == "search_entities", name
