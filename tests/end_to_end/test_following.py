"""Following from the command line: what is new, imports and exports, deliveries after a watch, briefs."""

import json
from pathlib import Path

import pytest
from tests.end_to_end.command import Ended, call
from tests.unit.deliveries.conftest import Receiver, receiver  # noqa: F401  a fixture

FIRST = "President Karim Daler of Tajikistan met Foreign Minister Behrouz Sattari of Iran in Tehran on 4 March 2024."
SECOND = "President Karim Daler of Tajikistan met the ambassador of Japan, Kenji Morita, on 9 March 2024."
MORE = " They spoke about the water of the river and agreed to meet again before the summer."


class Desk:
    def __init__(self, folder: Path) -> None:
        self.folder, self.store = folder, folder / "news.db"

    def dragoman(self, *words: object, **more: str) -> Ended:
        ended = call("--store", self.store, *words, **more)
        assert ended.code == 0, ended.errors
        return ended

    def read(self, name: str, text: str) -> None:
        page = self.folder / "pages" / f"{name}.txt"
        page.parent.mkdir(exist_ok=True)
        page.write_text(f"Talks\n\n{text}{MORE}\n")
        self.dragoman("read", page)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.read("first", FIRST)
    return made


def test_from_following_to_seeing(desk: Desk) -> None:
    assert "followed from now on" in desk.dragoman("follow", "add", "Karim Daler").output
    assert "followed already" in desk.dragoman("follow", "add", "Karim Daler").output
    assert "nothing new" in desk.dragoman("follow", "new").errors
    desk.read("second", SECOND)
    assert "Kenji Morita" in desk.dragoman("follow", "new").output
    [listed] = desk.dragoman("follow", "list", "--json").lines
    assert (listed["name"], listed["unread"]) == ("watch", listed["alerts"])
    told = desk.dragoman("follow", "new", "--json", "--seen").lines
    assert "meet" in {one["event"]["type"] for one in told}
    assert desk.dragoman("follow", "list", "--csv").rows[0]["unread"] == "0"
    assert len(desk.dragoman("follow", "new", "--all", "--csv").rows) == len(told)
    entry = desk.dragoman("follow", "show", "--json").lines[0]["entries"][0]["id"]
    assert "Karim Daler" in desk.dragoman("follow", "remove", entry).output
    desk.dragoman("follow", "remove", "--all")
    assert "there is no watch list yet" in desk.dragoman("follow", "list").errors


def test_a_pair_an_office_and_a_filter(desk: Desk) -> None:
    desk.dragoman("follow", "add", "Karim Daler", "--with", "Behrouz Sattari")
    desk.dragoman("follow", "add", "--office", "president", "--of", "Tajikistan")
    desk.dragoman("follow", "add", "--type", "meet", "--place", "Tehran")
    desk.dragoman("follow", "add", "Karim Daler", "--type", "meet", "--conflicts")
    kinds = [one["kind"] for one in desk.dragoman("follow", "show", "--json").lines[0]["entries"]]
    assert kinds == ["pair", "office", "filter", "filter"]


def test_lists_go_to_another_chronicle(desk: Desk, tmp_path: Path) -> None:
    desk.dragoman("follow", "add", "Karim Daler", "--list", "lake")
    lists = tmp_path / "lists.csv"
    lists.write_text(desk.dragoman("follow", "export").output)
    other = call("--store", tmp_path / "other.db", "follow", "import", lists, "--json")
    assert json.loads(other.output)["counts"] == {"waiting": 1}
    assert "1 known already" in desk.dragoman("import", "lists", lists).output
    assert desk.dragoman("follow", "import", "-", stdin=desk.dragoman("follow", "export", "--json").output).code == 0


def test_judgements_come_from_a_json_array(desk: Desk, tmp_path: Path) -> None:
    desk.read("second", SECOND)
    desk.dragoman("judge", "different", "Karim Daler", "Kenji Morita")
    array = tmp_path / "judged.json"
    array.write_text(json.dumps(desk.dragoman("judgements", "--json").lines, indent=1))
    desk.dragoman("undo")
    assert "1 judgements taken in" in desk.dragoman("import", "judgements", array).output


def test_a_watch_delivers_after_its_round(desk: Desk, receiver: Receiver, monkeypatch) -> None:  # noqa: F811
    monkeypatch.setenv("DRAGOMAN_DELIVERY_ALLOW_NETWORKS", "127.0.0.0/8")
    desk.dragoman("follow", "add", "Karim Daler")
    assert "whsec_" in desk.dragoman("follow", "webhook", receiver.address).output
    (desk.folder / "inbox").mkdir()
    (desk.folder / "inbox" / "second.txt").write_text(f"Talks\n\n{SECOND}{MORE}\n")
    sources = desk.folder / "sources.toml"
    sources.write_text(f'[[source]]\nname = "Inbox"\naddress = "{desk.folder / "inbox"}"\n')
    assert "1 sent" in desk.dragoman("watch", sources).errors
    assert len(receiver.got) == 1
    assert [one["state"] for one in desk.dragoman("follow", "parcels", "--json").lines] == ["sent"]
    assert desk.dragoman("follow", "deliver", "--json").lines[0]["sent"] == 0


def test_a_private_address_is_refused_and_said(desk: Desk, receiver: Receiver) -> None:  # noqa: F811
    desk.dragoman("follow", "add", "Karim Daler")
    desk.dragoman("follow", "webhook", receiver.address)
    desk.read("second", SECOND)
    assert "not a public address" in desk.dragoman("follow", "deliver").errors
    assert "dead" in desk.dragoman("follow", "parcels", "--state", "dead").output
    assert "1 parcels wait" in desk.dragoman("follow", "parcels", "--retry").errors
    assert receiver.got == []


def test_a_brief_in_each_form(desk: Desk) -> None:
    desk.dragoman("follow", "add", "Karim Daler", "--list", "lake")
    told = desk.dragoman("brief", "--week", "2024-03-04", "--lang", "fa").output
    assert told.startswith('<div lang="fa" dir="rtl">') and FIRST in told
    page = desk.folder / "brief.html"
    desk.dragoman("brief", "--day", "2024-03-04", "--list", "lake", "--html", "-o", page)
    assert page.read_text().startswith("<!DOCTYPE html>") and FIRST in page.read_text()
    assert desk.dragoman("brief", "--since", "2024-03", "--type", "meet", "--json").lines[0]["type"] == "meet"
    assert "No events." in desk.dragoman("brief", "--day", "1999-01-01").output


@pytest.mark.parametrize(
    "words",
    [
        ("follow", "add"),
        ("follow", "add", "--office", "lord of the flies"),
        ("follow", "remove"),
        ("follow", "new", "--list", "nobody"),
        ("follow", "mail", "nobody"),
        ("brief", "--day", "tomorrow"),
        ("brief", "--list", "nobody"),
        ("brief", "--day", "2024-03-04", "--week", "2024-03-04"),
    ],
)
def test_what_cannot_be_is_said(desk: Desk, words: tuple[str, ...]) -> None:
    ended = call("--store", desk.store, *words)
    assert ended.code == 2
    assert ended.errors.startswith("dragoman: ")
