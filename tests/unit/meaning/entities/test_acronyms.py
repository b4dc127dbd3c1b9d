"""Acronyms of bodies over pages."""

from collections.abc import Iterable

from dragoman.meaning.entities import Member, block_keys, resolve_entities


def body(key: str, name: str, *surfaces: str, language: str = "en") -> Member:
    return Member(key, key, "organisation", name, language, surfaces=(name, *surfaces))


def together(members: Iterable[Member]) -> list[tuple[str, ...]]:
    return sorted(cluster.members for cluster in resolve_entities(members).clusters)


FULL = body("full", "Chad Lake Council", "CLC")
BARE = body("bare", "CLC")


def test_an_acronym_finds_the_only_body_that_is_introduced_by_it() -> None:
    assert together([FULL, BARE, body("other", "NFA")]) == [("bare", "full"), ("other",)]
    assert set(block_keys(FULL)) & set(block_keys(BARE))


def test_an_acronym_of_two_bodies_finds_neither() -> None:
    second = body("second", "Coral Lagoon Commission", "CLC")
    assert together([FULL, BARE, second]) == [("bare",), ("full",), ("second",)]


def test_an_acronym_joins_names_of_one_kind_in_two_languages() -> None:
    arabic = body("arabic", "مجلس بحيرة تشاد", "CLC", language="ar")
    assert together([FULL, BARE, arabic]) == [("arabic", "bare", "full")]
    assert together([FULL, BARE, body("arabic", "حزب بحيرة تشاد", "CLC", language="ar")]) == [
        ("arabic",),
        ("bare",),
        ("full",),
    ]
