"""Words of a query as the terms of the index: in every language that writes so, in phrases and as a full-text query."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from msgspec import Struct

from dragoman.language.terms import Term, analyse_text, guess_languages

Run = tuple[str, ...]
"""Terms that stand one after another."""

HALF_SPACE = "\u200c"
MOST_RUNS = 12


class Wanted(Struct, frozen=True, gc=False):
    """What one word or phrase may be in the index: any of the ``runs``, or a single term among the ``loose`` ones."""

    text: str
    runs: tuple[Run, ...]
    loose: frozenset[str] = frozenset()

    @property
    def match(self) -> str:
        """The full-text query."""
        runs = [f"tokens : {_quote(' '.join(run))}" for run in self.runs]
        return "(" + " OR ".join((*runs, *(_quote(term) for term in sorted(self.loose)))) + ")"


def want_words(text: str, *, phrase: bool, languages: Sequence[str] = ()) -> Wanted | None:
    """Return what a word or phrase may be in the index, ``None`` where there is no word in it.

    Args:
        text: A word, or the words of a phrase.
        phrase: Whether the words have to stand one after another as they are.
        languages: The languages that are searched; those that write so if left out.
    """
    runs: dict[Run, None] = {}
    loose: set[str] = set()
    for language in languages or guess_languages(text):
        for spelling in dict.fromkeys((text, text.replace(HALF_SPACE, " "))):
            terms = tuple(analyse_text(spelling, language))
            if terms:
                runs[tuple(term.main for term in terms)] = None
            if len(terms) == 1 and not phrase and HALF_SPACE not in spelling:
                loose |= {terms[0].main, *terms[0].others}
    kept = tuple(islice(runs, MOST_RUNS))
    return Wanted(text, kept, frozenset(loose)) if kept else None


def find_spans(terms: Sequence[Term], wanted: Iterable[Wanted]) -> Iterator[tuple[int, int]]:
    """Yield where in a text its terms are what is wanted."""
    for one in wanted:
        for place, term in enumerate(terms):
            if term.main in one.loose or not one.loose.isdisjoint(term.others):
                yield term.start, term.stop
            for run in one.runs:
                stop = place + len(run)
                if term.main == run[0] and tuple(t.main for t in terms[place:stop]) == run:
                    yield term.start, terms[stop - 1].stop


def _quote(text: str) -> str:
    return f'"{text}"'
