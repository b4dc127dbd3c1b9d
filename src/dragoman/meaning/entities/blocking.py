"""Which members are worth comparing: those that share a key."""

from itertools import permutations

from dragoman.meaning.entities.acronyms import list_acronyms
from dragoman.meaning.entities.bodies import find_sign, write_plainly
from dragoman.meaning.entities.names import MOST_PARTS, CodedName, code_name
from dragoman.meaning.entities.records import Member


def block_keys(member: Member) -> tuple[str, ...]:
    """Return the keys of a member, sorted; two members that share none are never compared.

    A table id is a key of its own. A person has the skeleton of every part of the name, and, so that one misheard sound
    does not separate two spellings, the openings of the first and the last part together.
    """
    sign = member.reference or find_sign(member)
    keys = {f"={sign}"} if sign else set()
    if member.kind in ("organisation", "place"):
        keys.add(f"{member.kind}:={write_plainly(member.name, member.language)}")
        keys |= {f"acronym:{acronym}" for acronym in list_acronyms(member)}
    return tuple(sorted(keys | {f"{member.kind}:{key}" for key in reach_keys(code_name(member.name, member.language))}))


def reach_keys(name: CodedName) -> frozenset[str]:
    """Return the keys of every name that could ever be linked with this one, also by a bare part of one consonant."""
    written = [key for key, initial in zip(name.skeletons, name.initials, strict=True) if not initial]
    opening = {"+".join(sorted((first[:2], written[:MOST_PARTS][-1][:2]))) for first in written[:1]}
    return name_keys(name) | set(written or name.skeletons) | opening


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
    shared = name_keys(name)  # what shares no block is never resolved together, so it must not be compared here either
    for exact, other in permutations(written[:MOST_PARTS], 2):
        if exact in shared:
            keys |= {f"{exact}~{other[:2]}", f"{exact}~~{other[-2:]}"}
    return frozenset(keys)
