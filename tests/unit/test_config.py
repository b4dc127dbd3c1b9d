"""Settings: file < environment < flags."""

from pathlib import Path
from typing import Any

import pytest

from dragoman.config import Settings, load_settings
from dragoman.errors import UsageError
from dragoman.reading.llm.options import LlmOptions


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "dragoman.toml"
    path.write_text('store = "file.db"\nworkers = 2\n')
    return path


@pytest.mark.parametrize(
    ("environment", "flags", "expected"),
    [
        ({}, {}, Settings(store="file.db", workers=2)),
        ({"DRAGOMAN_STORE": "env.db"}, {}, Settings(store="env.db", workers=2)),
        ({"DRAGOMAN_STORE": "env.db"}, {"store": "flag.db"}, Settings(store="flag.db", workers=2)),
        ({"DRAGOMAN_STORE": ""}, {"store": None, "workers": 3}, Settings(store="file.db", workers=3)),
        ({"DRAGOMAN_READER": "encoder"}, {}, Settings(store="file.db", workers=2, reader="encoder")),
        ({"DRAGOMAN_READER": "encoder"}, {"reader": "rules"}, Settings(store="file.db", workers=2)),
        ({"DRAGOMAN_PATIENCE": "0.5"}, {}, Settings(store="file.db", workers=2, patience=0.5)),
        ({"STORE": "other.db"}, {}, Settings(store="file.db", workers=2)),
        (
            {"DRAGOMAN_REFERENCE_OFFICES": "true"},
            {},
            Settings(store="file.db", workers=2, reference_offices=True),
        ),
        ({"DRAGOMAN_REFERENCE_OFFICES": "true"}, {"reference_offices": False}, Settings(store="file.db", workers=2)),
    ],
)
def test_what_is_said_later_counts(
    file: Path, environment: dict[str, str], flags: dict[str, Any], expected: Settings
) -> None:
    assert load_settings(file=file, environment=environment, flags=flags) == expected


def test_the_file_of_the_working_folder_is_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(file.parent)
    assert load_settings(environment={}).store == "file.db"
    file.unlink()
    assert load_settings(environment={}) == Settings()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("store = ", "cannot be read"),
        ('shop = "a.db"', "unknown field `shop`; the settings are store, workers"),
        ('workers = "two"', "workers"),
        ("workers = 0", "at least 1"),
        ('reader = "oracle"', "there is no reader 'oracle'; the readers are rules, encoder"),
    ],
)
def test_a_wrong_file_says_where_and_what_is_allowed(file: Path, text: str, words: str) -> None:
    file.write_text(text)
    with pytest.raises(UsageError, match=words) as caught:
        load_settings(file=file, environment={})
    assert str(file) in str(caught.value)


def test_wrong_environment_and_missing_file_are_usage_errors(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="DRAGOMAN_WORKERS is 'two'"):
        load_settings(environment={"DRAGOMAN_WORKERS": "two"})
    with pytest.raises(UsageError, match="cannot be read"):
        load_settings(file=tmp_path / "none.toml", environment={})


def test_a_language_model_is_set_in_a_table_and_in_variables(tmp_path: Path) -> None:
    path = tmp_path / "dragoman.toml"
    path.write_text('reader = "llm"\n[llm]\nurl = "http://localhost/v1"\nmodel = "m-1"\nkey = "from-the-file"\n')
    variables = {"DRAGOMAN_LLM_KEY": "sk-secret", "DRAGOMAN_LLM_BUDGET_TOKENS": "5000", "DRAGOMAN_LLM_TIMEOUT": "1.5"}
    settings = load_settings(file=path, environment=variables)
    assert settings.llm == LlmOptions(
        url="http://localhost/v1", model="m-1", key="sk-secret", budget_tokens=5000, timeout=1.5
    )
    assert "sk-secret" not in repr(settings) + str(settings)


def test_a_wrong_setting_of_a_language_model_says_where(tmp_path: Path) -> None:
    path = tmp_path / "dragoman.toml"
    path.write_text('[llm]\nurl = "http://localhost/v1"\nkey = 123456789\n')
    with pytest.raises(UsageError, match=r"llm.key") as caught:
        load_settings(file=path, environment={})
    assert "123456789" not in str(caught.value)
    path.write_text('llm = "http://localhost/v1"\n')
    with pytest.raises(UsageError, match=r"llm"):
        load_settings(file=path, environment={"DRAGOMAN_LLM_KEY": "sk-secret"})
    with pytest.raises(UsageError, match="DRAGOMAN_LLM_RETRIES is 'often', which is no number"):
        load_settings(environment={"DRAGOMAN_LLM_RETRIES": "often"})


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Settings().store = "other.db"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("limit", "sentence"),
    [
        ({"page_seconds": -1.0}, "page_seconds is -1; it must be at least 0"),
        ({"page_seconds": float("nan")}, "page_seconds is nan"),
        ({"page_megabytes": 100}, "page_megabytes is 100; a page needs at least 500"),
    ],
)
def test_a_limit_that_no_page_can_keep_is_refused(limit: dict[str, float], sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        load_settings(environment={}, flags=limit)


def test_limits_may_be_lifted() -> None:
    settings = load_settings(environment={"DRAGOMAN_PAGE_SECONDS": "0", "DRAGOMAN_PAGE_MEGABYTES": "0"})
    assert (settings.page_seconds, settings.page_megabytes) == (0, 0)


def test_what_the_environment_says_wrongly_is_told_of_it() -> None:
    with pytest.raises(UsageError, match=r"^the environment: workers"):
        load_settings(environment={"DRAGOMAN_WORKERS": "0"})
    for patience in ("nan", "inf", "-5"):
        with pytest.raises(UsageError, match="patience is"):
            load_settings(environment={"DRAGOMAN_PATIENCE": patience})
