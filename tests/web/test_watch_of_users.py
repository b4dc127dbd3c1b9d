"""The page Watch where a chronicle has users."""

from pathlib import Path

from tests.unit.deliveries.conftest import FIRST, add_page, visit
from tests.web.accounts import WORD, make, open_staffed
from tests.web.browsing import Browser


def test_each_user_has_lists_of_their_own_and_feeds_need_no_login(tmp_path: Path) -> None:
    with open_staffed(tmp_path / "staffed.db") as dragoman:
        add_page(dragoman, "first", FIRST)
        dragoman.follow({"who": "Karim Daler"}, name="mine", user="Olga")
        dragoman.follow({"who": "Anna Petrova"}, name="theirs", user="رضا")
        add_page(dragoman, "visit", visit(3))
        application = make(dragoman)
        olga, stranger = (Browser(application, raise_server_exceptions=False) for _ in range(2))
        olga.sign_in("Olga", WORD)
        page = olga.get("/watch").text
        assert "mine" in page and "1 unread" in page and "theirs" not in page
        assert olga.get("/watch?list=theirs").status_code == 404
        token = dragoman.watch_list("mine", user="Olga").token
        assert "/login" in str(stranger.get("/watch").url)
        assert len(stranger.get(f"/watch/feed/{token}.feed.json").json()["items"]) == 1
        assert stranger.get("/watch/feed/guessed.atom").status_code == 404


def test_a_key_that_may_only_read_sees_no_watch_lists(tmp_path: Path) -> None:
    with open_staffed(tmp_path / "staffed.db") as dragoman:
        add_page(dragoman, "first", FIRST)
        dragoman.follow({"who": "Karim Daler"}, name="mine", user="Olga")
        dragoman.add_webhook("https://hooks.example/x", name="mine", user="Olga")
        browser = Browser(make(dragoman), raise_server_exceptions=False)
        for scopes, status in ((["read"], 403), (["read", "watch"], 200)):
            headers = {"authorization": f"Bearer {dragoman.add_key('Olga', scopes).key}"}
            for path in ("/watch", "/watch.json", "/brief?list=mine"):
                assert browser.get(path, headers=headers).status_code == status, path
            brief = browser.get("/brief", headers=headers)
            assert brief.status_code == 200 and ('value="mine"' in brief.text) == (status == 200)
