"""How deep packs go, and that a measured one says where it is shallow."""

import shutil
from pathlib import Path

import pytest

from dragoman.language.checking import check_pack, find_folder
from dragoman.language.depth import count_demonyms, count_frames, find_gaps, is_finite, is_nominal, load_states
from dragoman.language.packs import list_packs, load_pack
from dragoman.language.tables import Row

MEASURED = [tag for tag in list_packs() if load_pack(tag).tier == "measured"]


@pytest.mark.parametrize("tag", MEASURED)
def test_a_measured_pack_is_deep_enough(tag: str) -> None:
    assert list(find_gaps(load_pack(tag))) == []


@pytest.mark.parametrize(
    ("roles", "finite", "nominal"),
    [
        ("participant=subj! participant=@with!", True, False),
        ("participant=gen! participant=@with!", False, True),
        ("participant=@between!", False, True),
        ("actor=subj|gen!", True, True),
        ("-", True, True),
    ],
)
def test_markers_tell_a_verb_from_a_noun(roles: str, finite: bool, nominal: bool) -> None:
    row = Row({"trigger": "x", "type": "meet", "roles": roles}, path="frames.tsv", line=2)
    assert (is_finite(row), is_nominal(row)) == (finite, nominal)


def test_the_states_are_those_of_the_united_nations() -> None:
    assert len(load_states()) == 195
    assert load_states()["territory:TJ"] == "Tajikistan"


def test_every_type_is_counted() -> None:
    counts = count_frames(load_pack("en"))
    assert len(counts) == 21
    assert min(finite + nominal for finite, nominal in counts.values()) > 1


def test_demonyms_of_states_and_of_others_are_counted_apart() -> None:
    states, others = count_demonyms(load_pack("ru"))
    assert "territory:TJ" in states
    assert "territory:europe" in others


@pytest.fixture
def shallow(tmp_path: Path) -> Path:
    """A copy of the English pack with few offices, no frame for calls and no demonym of Chad."""
    folder = tmp_path / "en"
    shutil.copytree(Path(str(find_folder("en"))), folder)
    for name, kept in (("frames", "\tcall\t"), ("places", "territory:TD\t")):
        path = folder / f"{name}.tsv"
        lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join(line for line in lines if kept not in line) + "\n", encoding="utf-8")
    offices = folder / "offices.tsv"
    offices.write_text("\n".join(offices.read_text(encoding="utf-8").splitlines()[:60]) + "\n", encoding="utf-8")
    return folder


def test_the_check_of_a_measured_pack_says_where_it_is_shallow(shallow: Path) -> None:
    said = "\n".join(map(str, check_pack(shallow)))
    assert "office nouns; a measured pack has 120" in said
    assert "no finite frame for call" in said
    assert "no nominal frame for call" in said
    assert "no demonym of 1 states: Chad" in said


def test_a_draft_may_be_shallow(shallow: Path) -> None:
    head = shallow / "pack.toml"
    head.write_text(head.read_text(encoding="utf-8").replace('"measured"', '"draft"'), encoding="utf-8")
    assert check_pack(shallow) == []
