"""The chronicle of the seed pages: one body under four names, its secretary general and its chair as time goes on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.app import Dragoman, open_dragoman

BODIES = ("CSTO", "ОДКБ", "سازمان پیمان امنیت جمعی")

pytestmark = pytest.mark.gold


@pytest.fixture(scope="module")
def chronicle(shared: Path) -> Iterator[Dragoman]:
    """The five seed pages, read."""
    with open_dragoman(":memory:") as opened:
        assert opened.read(sorted((shared / "gold" / "seeds").glob("*.txt"))).read == 5
        yield opened


@pytest.mark.parametrize("body", BODIES)
def test_the_chair_passes_between_states(chronicle: Dragoman, body: str) -> None:
    chairs = {one.holder: one for one in chronicle.office("chair", body)}
    assert set(chairs) == {"territory:TJ", "territory:BY", "territory:KZ"}
    tajikistan, belarus, kazakhstan = (chairs[f"territory:{code}"] for code in ("TJ", "BY", "KZ"))
    assert (tajikistan.start, tajikistan.stop, tajikistan.first_seen) == (None, None, None)
    assert (belarus.start, belarus.stop) == ("2023", "2023")
    assert (kazakhstan.start, kazakhstan.stop) == ("2024-01-01", None)
    assert all(one.quotes and not one.contested_by for one in chairs.values())


@pytest.mark.parametrize(
    ("on", "family"), [("2022-02-01", {"Zas", "Зась"}), ("2023-06-01", {"Tasmagambetov", "Тасмагамбетов"})]
)
def test_the_secretary_general_of_a_day(chronicle: Dragoman, on: str, family: set[str]) -> None:
    [holder] = chronicle.office("secretary-general", "CSTO", on=on)
    assert family & {name.split()[-1] for names in holder.names.values() for name in names}


def test_succession_is_no_conflict(chronicle: Dragoman) -> None:
    assert [one for one in chronicle.conflicts() if one.field == "holder"] == []
