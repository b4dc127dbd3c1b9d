"""The Dockerfile and the compose file name only what there is: no engine runs them here."""

import os
import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from tests.contract.test_dependencies import RUN_TIME_EXTRAS

import dragoman
from dragoman.config import ServeSettings, load_settings
from dragoman.views.cli.commands import dragoman as cli

Instruction = tuple[str, str]

OF_CLUSTERS = {"cluster", "s3", "spark"}
"""Extras that the image does without: what spreads reading over machines is installed on those."""


def read_instructions(text: str) -> Iterator[Instruction]:
    """Yield the instructions of a Dockerfile with their arguments, those of several lines joined."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    for line in "\n".join(lines).replace("\\\n", " ").splitlines():
        name, _, rest = line.strip().partition(" ")
        yield name.upper(), re.sub(r"\s+", " ", rest).strip()


@pytest.fixture(scope="module")
def instructions(root: Path) -> list[Instruction]:
    return list(read_instructions((root / "Dockerfile").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def final(instructions: list[Instruction]) -> list[Instruction]:
    """The instructions of the image itself, without the stage that builds."""
    last = max(number for number, (name, _) in enumerate(instructions) if name == "FROM")
    return instructions[last:]


@pytest.fixture(scope="module")
def compose(root: Path) -> dict[str, Any]:
    return yaml.safe_load((root / "compose.yaml").read_text(encoding="utf-8"))


def rest_of(name: str, instructions: list[Instruction]) -> list[str]:
    found = [rest for kind, rest in instructions if kind == name]
    assert found, f"no {name}"
    return found


def check_command(words: list[str]) -> None:
    """A command of ours is known, with its options."""
    assert words[0] == "dragoman"
    command: click.Command = cli
    context = click.Context(cli)
    for word in words[1:]:
        if word.startswith("-"):
            assert word in {option for parameter in command.params for option in parameter.opts}, word
        elif isinstance(command, click.Group):
            found = command.get_command(context, word)
            assert found is not None, f"no command {word}"
            command = found
    assert not isinstance(command, click.Group), f"{' '.join(words)} does nothing"


def test_what_is_copied_is_there_and_reaches_the_builder(root: Path, instructions: list[Instruction]) -> None:
    let_in = [line[1:] for line in (root / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    for rest in rest_of("COPY", instructions):
        if rest.startswith("--from="):
            continue
        *sources, _ = shlex.split(rest)
        for source in sources:
            assert (root / source).exists(), source
            assert any(source == name or source.startswith(f"{name}/") for name in let_in), f".dockerignore: {source}"


def test_the_image_has_what_every_command_needs(root: Path, instructions: list[Instruction]) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    installed = re.findall(r"'\.\[([a-z,]+)\]'", " ".join(rest_of("RUN", instructions)))
    assert len(installed) == 1
    extras = set(installed[0].split(","))
    assert extras <= set(project["optional-dependencies"])
    assert extras == set(RUN_TIME_EXTRAS) - OF_CLUSTERS
    for name in (*project["license-files"], project["readme"]):
        assert any(name in rest.split() for rest in rest_of("COPY", instructions)), f"hatchling needs {name}"


def test_the_image_starts_as_nobody_in_particular_and_keeps_no_tools(final: list[Instruction]) -> None:
    names = [name for name, _ in final]
    assert names.index("USER") < names.index("ENTRYPOINT") < names.index("CMD")
    number = int(rest_of("USER", final)[-1].split(":")[0])
    assert number >= 1000
    installed = " ".join(rest_of("RUN", final))
    assert f"--uid {number}" in installed
    assert not re.search(r"apt-get|pip install|gcc|build-essential", installed)


def test_bases_have_a_tag_and_the_stages_one_interpreter(root: Path, instructions: list[Instruction]) -> None:
    bases = {rest.split()[0] for rest in rest_of("FROM", instructions)}
    assert len(bases) == 1
    assert re.fullmatch(r"python:3\.\d+-slim-[a-z]+", bases.pop())


def test_commands_are_known(final: list[Instruction], compose: dict[str, Any], root: Path) -> None:
    check_command(yaml.safe_load(rest_of("CMD", final)[-1]))
    check_command(compose["services"]["dragoman"]["command"])
    written = (root / "compose.yaml").read_text(encoding="utf-8") + (root / "docs" / "docker.md").read_text(
        encoding="utf-8"
    )
    shown = re.findall(r"docker compose (?:run --rm|exec) (?:-T )?dragoman (dragoman [^\n`#|>]+)", written)
    assert shown
    for words in shown:
        check_command(shlex.split(words))


def test_settings_are_known(final: list[Instruction], compose: dict[str, Any]) -> None:
    of_image = dict(pair.split("=", 1) for rest in rest_of("ENV", final) for pair in shlex.split(rest))
    for variables in (of_image, {**of_image, **compose["services"]["dragoman"]["environment"]}):
        ours = {name: value for name, value in variables.items() if name.startswith("DRAGOMAN_")}
        settings = load_settings(environment=ours)
        assert settings.store == ours["DRAGOMAN_STORE"]
        assert settings.serve.host == "0.0.0.0"


def test_one_port_everywhere(final: list[Instruction], compose: dict[str, Any]) -> None:
    port = str(ServeSettings().port)
    assert rest_of("EXPOSE", final) == [port]
    assert f"http://127.0.0.1:{port}/" in rest_of("HEALTHCHECK", final)[0]
    assert compose["services"]["dragoman"]["ports"] == [f"127.0.0.1:{port}:{port}"], "this machine alone, unless said"
    assert "ports" not in compose["services"]["database"]


def test_the_images_bear_the_version(root: Path, compose: dict[str, Any]) -> None:
    assert compose["services"]["dragoman"]["image"] == f"dragoman:{dragoman.__version__}"
    assert f"--tag dragoman:{dragoman.__version__} " in (root / "Dockerfile").read_text(encoding="utf-8")


def test_the_password_is_in_no_file_but_its_own(compose: dict[str, Any]) -> None:
    secrets = set(compose["secrets"])
    for name, service in compose["services"].items():
        assert set(service["secrets"]) == secrets, name
        for variable, value in service["environment"].items():
            assert "PASSWORD" not in variable or (variable.endswith("_FILE") and value.startswith("/run/secrets/"))
            assert not re.search(r"://[^/@]*:[^/@]*@", value), "an address with a password"


def test_the_database_is_one_that_is_tested_and_waited_for(compose: dict[str, Any]) -> None:
    database = compose["services"]["database"]
    assert re.fullmatch(r"postgres:15-[a-z]+", database["image"])
    assert database["healthcheck"]["test"][:2] == ["CMD", "pg_isready"]
    assert compose["services"]["dragoman"]["depends_on"]["database"]["condition"] == "service_healthy"
    used = {volume.split(":")[0] for service in compose["services"].values() for volume in service["volumes"]}
    assert {name for name in used if not name.startswith(".")} == set(compose["volumes"])


def test_the_entry_takes_the_password_from_its_file(root: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("four words of one\n", encoding="utf-8")
    command = ["sh", str(root / "docker" / "entrypoint.sh"), "sh", "-c", 'printf %s "${PGPASSWORD-none}"']
    around = {name: value for name, value in os.environ.items() if not name.startswith("PGPASSWORD")}

    def call(**variables: str) -> tuple[int, str]:
        ended = subprocess.run(command, env={**around, **variables}, capture_output=True, text=True, check=False)
        return ended.returncode, ended.stdout + ended.stderr

    assert call() == (0, "none")
    assert call(PGPASSWORD_FILE=str(tmp_path / "secret")) == (0, "four words of one")
    assert call(PGPASSWORD_FILE="/nowhere") == (2, "PGPASSWORD_FILE names /nowhere, which cannot be read\n")
