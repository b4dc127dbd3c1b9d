"""Which members are worth comparing: those that share a key."""

from dragoman.meaning.entities.names import CodedName, code_name
from dragoman.meaning.entities.records import Member


def block_keys(member: Member) -> tuple[str, ...]:
    """Return the keys of a member, sorted; two members that share none are never compared.

    A table id is a key of its own. A person has the skeleton of every part of the name, and, so that one misheard sound
    does not separate two spellings, the openings of the first and the last part together.
    """
    keys = {f"={member.reference}"} if member.reference else set()
    return tuple(sorted(keys | {f"{member.kind}:{key}" for key in name_keys(code_name(member.name, member.language))}))


def name_keys(name: CodedName) -> frozenset[str]:
    """Return the blocking keys of a name."""
    written = [key for key, initial in zip(name.skeletons, name.initials, strict=True) if not initial]
    keys = {key for key in written if len(key) > 1} or set(written)
    if len(written) > 1:
        keys.add("+".join(sorted((written[0][:2], written[-1][:2]))))
        keys.add("".join(written))
    return frozenset(keys)
