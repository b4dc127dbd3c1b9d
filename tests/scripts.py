"""Loads programs that are no part of a package, as those of ``tools`` and ``benchmarks``."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType


def load_script(path: Path) -> ModuleType:
    """Load a program anew, under a name of its folder and its own."""
    name = f"{path.parent.name}_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None, path
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # a data class looks its module up
    spec.loader.exec_module(module)
    return module
