"""Which members are resolved together, and which names are worth comparing: those that share a key."""

from itertools import permutations

from dragoman.language.romanisation import choose_table
from dragoman.meaning.entities.acronyms import list_acronyms
from dragoman.meaning.entities.bodies import find_sign, write_plainly
from dragoman.meaning.entities.folding import fold_name
from dragoman.meaning.entities.names import MOST_PARTS, CodedName, code_name
from dragoman.meaning.entities.records import Member

BARE = "person~"


def block_keys(member: Member) -> tuple[str, ...]:
    """Return the blocks of a member, sorted; what shares one is always resolved together.

    A table id is a block of its own, and so is a written form: of a full name, of a body, of a place by its sounds.
    Bare names that end alike share one, as they may be one official. Full names of different forms share none: those
    that may be one person are found by :func:`spelling_keys`.
    """
    sign = member.reference or find_sign(member)
    keys = {f"={sign}"} if sign else set()
    name = code_name(member.name, member.language)
    if member.kind == "person":
        keys.add(write_form(member.name, member.language) if name.full else BARE + "".join(name.skeletons[-1:]))
    elif not sign:
        keys.add(f"{member.kind}={write_plainly(member.name, member.language)}")
        keys |= {f"place~{' '.join(name.skeletons)}"} if member.kind == "place" else set()
    keys |= {f"acronym:{acronym}" for acronym in list_acronyms(member)}
    return tuple(sorted(keys))


def write_form(name: str, language: str) -> str:
    """Return the block of all who bear a full name in one writing."""
    return f"person={choose_table(name, language)}:{fold_name(name)}"


def spelling_keys(name: str, language: str) -> tuple[str, ...]:
    """Return the keys under which a full name is listed, sorted; none for a bare one.

    Two full names that could be one person share a key with ``&``; a bare name and a full one that it could mean share
    a key with ``~``.
    """
    coded = code_name(name, language)
    if not coded.full:
        return ()
    return tuple(sorted({*(f"&{key}" for key in pair_keys(coded)), *(f"~{part}" for part in _written(coded))}))


def bare_blocks(name: str, language: str) -> frozenset[str]:
    """Return the blocks of the bare names that could mean a full name."""
    return frozenset(BARE + part for part in _written(code_name(name, language)))


def bare_key(name: str, language: str) -> str:
    """Return the key under which the full names are listed that a bare name could mean."""
    return "~" + "".join(code_name(name, language).skeletons[-1:])


def _written(name: CodedName) -> frozenset[str]:
    return frozenset(part for part, initial in zip(name.skeletons, name.initials, strict=True) if not initial)


def name_keys(name: CodedName) -> frozenset[str]:
    """Return the blocking keys of a name."""
    written = [key for key, initial in zip(name.skeletons, name.initials, strict=True) if not initial]
    keys = {key for key in written if len(key) > 1} or set(written)
    if len(written) > 1:
        keys.add("+".join(sorted((written[0][:2], written[-1][:2]))))
        keys.add("".join(written))
    return frozenset(keys)


def pair_keys(name: CodedName) -> frozenset[str]:
    """Return the keys that two full names must share one of to be compared.

    One part may differ in its opening or in its end, while another has the same consonants; or both open alike; or all
    is one word with the same consonants. Few names share such a key, however common a given name is: what shares it is
    written forms, and a name has only so many of them.
    """
    written = [key for key, initial in zip(name.skeletons, name.initials, strict=True) if not initial]
    keys = {"".join(written), "+".join(sorted((written[0][:2], written[-1][:2])))}
    shared = name_keys(name)
    for exact, other in permutations(written[:MOST_PARTS], 2):
        if exact in shared:
            keys |= {f"{exact}~{other[:2]}", f"{exact}~~{other[-2:]}"}
    return frozenset(keys)
