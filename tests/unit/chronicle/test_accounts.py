"""Users, sessions, keys, and the log that says who changed what."""

import sqlite3
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from dragoman.chronicle.accounts import passwords
from dragoman.chronicle.accounts.acting import Actor, acting
from dragoman.chronicle.accounts.sessions import Lifetimes
from dragoman.chronicle.accounts.sql import SqlAccounts
from dragoman.chronicle.accounts.users import check_name
from dragoman.chronicle.copying import copy_store
from dragoman.chronicle.correcting import Changes
from dragoman.chronicle.database import write
from dragoman.chronicle.searching import EventQuery
from dragoman.chronicle.sense import load_sense
from dragoman.chronicle.sql import SqlChronicle
from dragoman.errors import StoreError, UsageError

WORD = "кошка на крыше 7"
LIVES = Lifetimes()


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **stretch: float) -> None:
        self.now += timedelta(**stretch)


@pytest.fixture(autouse=True)
def _cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(passwords, "_make_hasher", lambda: hasher)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(chronicle: SqlChronicle, clock: Clock) -> SqlAccounts:
    return SqlAccounts(chronicle.engine, clock=clock)


@pytest.fixture
def staffed(accounts: SqlAccounts) -> SqlAccounts:
    """An admin and a reader."""
    accounts.add_user("Далер", WORD, role="admin", by="setup")
    accounts.add_user("Olga", WORD, role="reader", by="setup")
    return accounts


def sign_in(accounts: SqlAccounts, name: str = "Далер", **more: str) -> str:
    signed = accounts.sign_in(name, WORD, lives=LIVES, address="10.1.1.1", **more)
    assert signed is not None
    return signed.token


def everything_stored(path: Path) -> str:
    with sqlite3.connect(path) as connection:
        return "\n".join(connection.iterdump())


def test_the_first_user_is_an_admin_and_names_are_one_in_any_case(accounts: SqlAccounts) -> None:
    assert not accounts.exist()
    with pytest.raises(UsageError, match="first user"):
        accounts.add_user("Olga", WORD, role="reader", by="setup")
    accounts.add_user("Olga", WORD, role="admin", by="setup")
    assert accounts.exist()
    with pytest.raises(UsageError, match="already"):
        accounts.add_user("OLGA", WORD, role="reader", by="setup")
    assert accounts.check("oLGA", WORD) is not None


@pytest.mark.parametrize("name", ["", " ", "a\nb", "a\u202eb", "a\x00", "x" * 65, "\u0301a", "a<b>", "a\u200db", "a;b"])
def test_a_name_that_can_deceive_is_refused(name: str) -> None:
    with pytest.raises(UsageError):
        check_name(name)


@pytest.mark.parametrize("name", ["olga", "Далер Каримов", "شاه‌محمد", "a.b-c_d@e", "Ａlice"])
def test_names_of_every_script_are_kept(name: str) -> None:
    assert check_name(name)


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaaa", "Olga2026Ol", "x" * 1001])
def test_a_bad_password_is_refused(accounts: SqlAccounts, password: str) -> None:
    with pytest.raises(UsageError, match="password"):
        accounts.add_user("Olga2026", password, role="admin", by="setup")


def test_a_password_is_one_however_it_is_composed(staffed: SqlAccounts) -> None:
    staffed.set_password("Olga", "cafe\u0301 in the rain", by="setup")
    assert staffed.check("Olga", "caf\u00e9 in the rain") is not None


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_nothing_that_opens_something_is_stored(staffed: SqlAccounts, path: Path) -> None:
    token, key = sign_in(staffed), staffed.add_key("Далер", ["read"], by="Далер").key
    stored = everything_stored(path)
    assert "$argon2id$" in stored
    assert not [one for one in (WORD, token, key, key.split("_", 2)[2]) if one in stored]


def test_wrong_words_open_nothing(staffed: SqlAccounts) -> None:
    for name, word in (("Далер", "wrong wrong 1"), ("nobody", WORD), ("Далер", ""), ("", ""), ("Далер\x00", WORD)):
        assert staffed.sign_in(name, word, lives=LIVES, address="") is None
    for token in ("", "x", "x" * 43, "' OR 1=1 --", "é" * 43):
        assert staffed.session(token, lives=LIVES) is None
        assert staffed.sign_out(token) is False
    for key in ("", "dgm_", "dgm_aaaaaaaaaa_" + "x" * 43, "é"):
        assert staffed.key_holder(key) is None


def test_an_unknown_name_takes_as_long_as_a_wrong_password(
    staffed: SqlAccounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    hasher = passwords._make_hasher()

    class Counting:
        def verify(self, hashed: str, word: str) -> bool:
            asked.append(hashed)
            return hasher.verify(hashed, word)

        hash, check_needs_rehash = hasher.hash, hasher.check_needs_rehash

    monkeypatch.setattr(passwords, "_make_hasher", Counting)
    staffed.disable("Olga", by="setup")
    for name in ("Далер", "Olga", "nobody"):
        assert staffed.check(name, "wrong wrong 1") is None
    assert len(asked) == 3
    assert {hashed.rpartition("$")[0].rpartition("$")[0] for hashed in asked} == {
        asked[0].rpartition("$")[0].rpartition("$")[0]
    }


def test_a_session_ends_unused_and_at_its_last_day(staffed: SqlAccounts, clock: Clock) -> None:
    token = sign_in(staffed)
    for _ in range(13):  # used every 11 hours
        clock.pass_by(hours=11)
        assert staffed.session(token, lives=LIVES) is not None
    clock.pass_by(hours=13)
    assert staffed.session(token, lives=LIVES) is None
    token = sign_in(staffed)
    for _ in range(20):
        clock.pass_by(hours=8)
        assert staffed.session(token, lives=LIVES) is not None
    clock.pass_by(hours=8)
    assert staffed.session(token, lives=LIVES) is None


def test_signing_in_ends_the_session_of_before(staffed: SqlAccounts) -> None:
    first = sign_in(staffed)
    second = sign_in(staffed, before=first)
    assert first != second
    assert staffed.session(first, lives=LIVES) is None
    assert staffed.sign_out(second) is True
    assert staffed.session(second, lives=LIVES) is None


def test_a_user_has_no_more_than_so_many_sessions(staffed: SqlAccounts, clock: Clock) -> None:
    tokens = []
    for _ in range(55):
        clock.pass_by(seconds=1)
        tokens.append(sign_in(staffed))
    held = [staffed.session(token, lives=LIVES) is not None for token in tokens]
    assert held == [False] * 5 + [True] * 50


@pytest.mark.parametrize("change", ["password", "role", "disable"])
def test_a_change_of_a_user_ends_the_sessions(staffed: SqlAccounts, change: str) -> None:
    token, other = sign_in(staffed, "Olga"), sign_in(staffed)
    if change == "password":
        staffed.set_password("Olga", "another word 12", by="setup")
    elif change == "role":
        staffed.set_role("Olga", "reviewer", by="setup")
    else:
        staffed.disable("Olga", by="setup")
        assert staffed.check("Olga", WORD) is None
    assert staffed.session(token, lives=LIVES) is None
    assert staffed.session(other, lives=LIVES) is not None


def test_a_changed_password_may_keep_the_session_that_changed_it(staffed: SqlAccounts) -> None:
    here, elsewhere = sign_in(staffed), sign_in(staffed)
    staffed.set_password("Далер", "another word 12", by="Далер", keep=here)
    assert staffed.session(here, lives=LIVES) is not None
    assert staffed.session(elsewhere, lives=LIVES) is None


def test_somebody_is_left_who_manages_users(staffed: SqlAccounts) -> None:
    for change in (lambda: staffed.disable("Далер", by="x"), lambda: staffed.set_role("Далер", "reader", by="x")):
        with pytest.raises(UsageError, match="only admin"):
            change()
    staffed.set_role("Olga", "admin", by="x")
    assert staffed.disable("Далер", by="x").disabled
    with pytest.raises(UsageError, match="only admin"):
        staffed.disable("Olga", by="x")
    assert staffed.enable("Далер", by="x").disabled is None


def test_a_key_allows_what_its_scopes_and_its_user_allow(staffed: SqlAccounts) -> None:
    key = staffed.add_key("Далер", ["judge", "read"], by="Далер").key
    holder = staffed.key_holder(key)
    assert holder is not None and holder.rights == {"read", "judge"}
    staffed.set_role("Olga", "admin", by="x")
    staffed.set_role("Далер", "reader", by="x")
    holder = staffed.key_holder(key)
    assert holder is not None and holder.rights == {"read"}
    with pytest.raises(UsageError, match="may not judge"):
        staffed.add_key("Далер", ["judge"], by="x")
    with pytest.raises(UsageError, match="scopes"):
        staffed.add_key("Далер", ["everything"], by="x")
    with pytest.raises(UsageError, match="scopes"):
        staffed.add_key("Далер", [], by="x")


def test_a_key_opens_nothing_when_it_is_revoked_late_or_its_user_shut_out(staffed: SqlAccounts, clock: Clock) -> None:
    kept, brief = staffed.add_key("Olga", ["read"], by="x"), staffed.add_key("Olga", ["read"], days=1, by="x")
    clock.pass_by(days=2)
    assert staffed.key_holder(brief.key) is None
    staffed.disable("Olga", by="x")
    assert staffed.key_holder(kept.key) is None
    staffed.enable("Olga", by="x")
    assert staffed.key_holder(kept.key) is not None
    assert {one.prefix: bool(one.used) for one in staffed.keys("Olga")} == {
        kept.view.prefix: True,
        brief.view.prefix: False,
    }
    assert staffed.key_holder(kept.key[:-1] + ("A" if kept.key[-1] != "A" else "B")) is None
    with pytest.raises(UsageError, match="no key"):
        staffed.revoke_key(kept.view.prefix, by="Далер", owner="Далер")
    assert staffed.revoke_key(kept.view.prefix, by="Olga", owner="Olga").revoked
    assert staffed.key_holder(kept.key) is None


def test_every_change_is_in_the_log_with_who_and_from_where(staffed: SqlAccounts) -> None:
    with acting(Actor("Olga", "web", "10.9.9.9", 2)):
        prefix = staffed.add_key("Olga", ["read"], by="somebody else").view.prefix
        staffed.revoke_key(prefix, by="")
    staffed.set_role("Olga", "reviewer", by="Далер")
    staffed.set_role("Olga", "reviewer", by="Далер")  # changes nothing
    staffed.set_password("Olga", "another word 12", by="Далер")
    staffed.disable("Olga", by="Далер")
    page = staffed.log(limit=4)
    assert [(one.who, one.how, one.what) for one in page.entries] == [
        ("Далер", "python", "user disable"),
        ("Далер", "python", "user password"),
        ("Далер", "python", "user role"),
        ("Olga", "web", "key revoke"),
    ]
    assert page.entries[2].ids == ("Olga", "reader", "reviewer") and page.entries[3].address == "10.9.9.9"
    rest = staffed.log(limit=50, cursor=page.cursor)
    assert [one.what for one in rest.entries] == ["key add", "user add", "user add"] and rest.cursor is None
    assert [one.what for one in staffed.log(limit=9, who="Olga").entries] == ["key revoke", "key add"]
    assert len(staffed.log(limit=9, what="user").entries) == 5
    assert staffed.log(limit=9, what="%").entries == ()
    for cursor in ("x", "-1", "٣", "1 or 1", "9" * 40):
        with pytest.raises(UsageError):
            staffed.log(limit=9, cursor=cursor)


def test_nobody_changes_the_log(staffed: SqlAccounts, chronicle: SqlChronicle) -> None:
    for words in ("DELETE FROM audit", "UPDATE audit SET who = 'nobody'", "DELETE FROM audit WHERE id = 1"):
        with pytest.raises(StoreError, match="only added to"), write(chronicle.engine) as connection:
            connection.exec_driver_sql(words)
    assert len(staffed.log(limit=9).entries) == 2


def test_every_judgement_is_in_the_log(lake: SqlChronicle) -> None:
    people = [entity.id for entity in lake.entities(kind="person")]
    with acting(Actor("Olga", "web", "10.9.9.9")):
        made = lake.judgements.judge(people[0], people[1], "different", by="Olga")
    lake.judgements.undo(made.decision, by="Далер")
    lake.judgements.add([{"verdict": "same", "a": people[0], "b": "nobody"}], by="Далер")
    entries = lake.accounts.log(limit=9).entries
    assert [(one.who, one.how, one.what) for one in reversed(entries)] == [
        ("Olga", "web", "judge different"),
        ("Далер", "python", "judge undo"),
        ("Далер", "python", "judge import"),
    ]
    assert entries[-1].ids == (str(made.decision), people[0], people[1])


def test_a_judgement_that_fails_is_not_in_the_log(lake: SqlChronicle) -> None:
    with pytest.raises(UsageError):
        lake.judgements.judge("nobody at all", "person:x", "same", by="Olga")
    assert lake.accounts.log(limit=9).entries == ()


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_noting_a_use_does_not_wait_for_a_writer(staffed: SqlAccounts, path: Path, clock: Clock) -> None:
    token = sign_in(staffed)
    clock.pass_by(hours=1)
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        assert staffed.session(token, lives=LIVES) is not None
        assert time.monotonic() - begun < 5
        other.execute("ROLLBACK")


def test_a_secret_stays(accounts: SqlAccounts, chronicle: SqlChronicle) -> None:
    made = accounts.secret("forms")
    assert len(made) == 43
    assert SqlAccounts(chronicle.engine).secret("forms") == made != accounts.secret("other")


def test_noting_a_use_does_not_wait_for_a_writer_of_a_server(
    staffed: SqlAccounts, chronicle: SqlChronicle, clock: Clock
) -> None:
    token = sign_in(staffed)
    clock.pass_by(hours=1)
    with write(chronicle.engine):
        begun = time.monotonic()
        assert staffed.session(token, lives=LIVES) is not None
        assert time.monotonic() - begun < 5


def test_a_copy_has_the_users_and_the_log(staffed: SqlAccounts, chronicle: SqlChronicle, tmp_path: Path) -> None:
    staffed.add_key("Olga", ["read"], by="x")
    another = SqlChronicle(tmp_path / "another.db", sense=load_sense())
    copy_store(chronicle.engine, another.engine)
    assert another.accounts.check("olga", WORD) is not None
    assert another.accounts.log(limit=9) == staffed.log(limit=9)
    another.accounts.set_role("Olga", "reviewer", by="x")
    assert another.accounts.log(limit=1).entries[0].what == "user role"
    another.close()


def test_every_correction_of_a_fact_is_in_the_log(lake: SqlChronicle) -> None:
    event = lake.timeline(EventQuery())[0].id
    with acting(Actor("Olga", "web", "10.9.9.9")):
        lake.judgements.correct([event], Changes(type="visit", date="2024-03-01"), by="Olga")
        event = lake.timeline(EventQuery())[0].id
        lake.judgements.rule([event], "reject", by="Olga")
    rejected, corrected = lake.accounts.log(limit=2).entries
    assert (rejected.what, rejected.who, rejected.address) == ("judge reject", "Olga", "10.9.9.9")
    assert rejected.ids[1] == event
    assert (corrected.what, corrected.ids[2:]) == ("judge correct", ("date=2024-03-01", "type=visit"))
