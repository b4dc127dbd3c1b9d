"""The choice of a reader: by name, with a sentence about what is missing."""

import pickle
import sys
from importlib.machinery import ModuleSpec
from types import ModuleType

import pytest

from dragoman.errors import UsageError
from dragoman.reading import readers
from dragoman.reading.reader import RuleReader
from dragoman.reading.readers import READERS, ReaderChoice, check_reader


def test_the_rules_read_unless_something_else_is_chosen() -> None:
    assert READERS[0] == "rules"
    assert isinstance(ReaderChoice()(), RuleReader)


def test_an_unknown_reader_says_which_there_are() -> None:
    with pytest.raises(UsageError, match="there is no reader 'oracle'; the readers are rules, encoder"):
        check_reader("oracle")
    with pytest.raises(UsageError, match="'oracle'"):
        ReaderChoice("oracle")()


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    home = readers._Home("dragoman.reading.reader", "RuleReader", "oracle", ("no_such_module", "nor_this_one"))
    monkeypatch.setitem(readers._HOMES, "oracle", home)
    with pytest.raises(UsageError, match=r"needs no_such_module, nor_this_one, which are not installed; .*\[oracle\]"):
        ReaderChoice("oracle")()


def test_a_reader_that_is_not_part_of_this_version_is_said_to_be_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(readers._HOMES, "oracle", readers._Home("dragoman.reading.none", "NoReader"))
    with pytest.raises(UsageError, match="reader 'oracle' is not part of this version"):
        ReaderChoice("oracle")()


def test_a_reader_of_another_module_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("dragoman.reading.oracle")
    module.__spec__ = ModuleSpec(module.__name__, None)
    module.Oracle = RuleReader  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(readers._HOMES, "oracle", readers._Home(module.__name__, "Oracle"))
    assert isinstance(ReaderChoice("oracle")(), RuleReader)


def test_a_choice_that_travelled_to_a_worker_is_the_same_choice() -> None:
    choice = ReaderChoice()
    assert pickle.loads(pickle.dumps(choice)) == choice
    assert hash(pickle.loads(pickle.dumps(choice))) == hash(choice)
