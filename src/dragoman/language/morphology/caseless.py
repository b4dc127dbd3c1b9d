"""What the languages whose nouns show no case in writing have in common."""

from dragoman.language.morphology import Cases


class Caseless:
    """The base of a strategy for a language that is not read by case and number."""

    def cases(self, word: str) -> Cases:
        """Return nothing: nouns show no case."""
        return frozenset()

    def agree(self, words: tuple[str, ...]) -> bool:
        """Return true: the language shows no cases."""
        return True

    def plural(self, word: str) -> bool:
        """Return false: the language is not read by number."""
        return False

    def noun_cases(self, word: str) -> Cases:
        """Return nothing: the language shows no cases."""
        return frozenset()

    def may_be_subject(self, noun: str, verb: str) -> bool:
        """Return true: neither shows what the other must be."""
        return True

    def singular_cases(self, word: str) -> Cases:
        """Return nothing: the language shows no cases."""
        return frozenset()

    def several(self, word: str) -> bool:
        """Return false: the language shows no cases."""
        return False

    def singular(self, word: str) -> bool:
        """Return true: the language shows no cases."""
        return True

    def first_person(self, word: str) -> bool:
        """Return false: who acts is not asked of the form of a verb."""
        return False

    def impersonal(self, word: str) -> bool:
        """Return false: who acts is not asked of the form of a verb."""
        return False

    def gender(self, words: tuple[str, ...]) -> str | None:
        """Return ``None``: names are not read by gender."""
        return None
