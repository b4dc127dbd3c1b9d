"""What ``import dragoman`` offers is listed, sorted, there, and documented."""

from pathlib import Path

import dragoman


def test_all_is_sorted_and_every_name_is_there() -> None:
    assert list(dragoman.__all__) == sorted(set(dragoman.__all__))
    assert [name for name in dragoman.__all__ if not hasattr(dragoman, name)] == []
    assert {"open", "DragomanError", "UsageError", "PackError", "SourceError", "StoreError"} <= set(dragoman.__all__)


def test_every_public_name_has_a_docstring() -> None:
    public = [getattr(dragoman, name) for name in dragoman.__all__ if name != "__version__"]
    assert [thing for thing in public if not (thing.__doc__ or "").strip()] == []


def test_every_public_name_is_in_the_documentation(root: Path) -> None:
    page = (root / "docs" / "python.md").read_text(encoding="utf-8")
    assert [name for name in dragoman.__all__ if name not in page] == []
