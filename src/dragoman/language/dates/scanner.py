"""Cuts a text into date atoms: numbers, dates in figures, and the words of a lexicon, whole words only."""

import re

from dragoman.language.dates.lexicon import MARKS, PUNCTUATION, UNMARKED, ZERO_WIDTH, Atom, Lexicon, Month, fold
from dragoman.language.dates.numbers import join_numbers

_DAYS, _YEAR = 31, 4
_VOWEL_MARKS = re.compile(f"[{MARKS}]")


class Scan:
    """The atoms of one text; ``code`` is the string of their letters, which the rules of the grammar match."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text, self.lexicon = text, lexicon
        self.atoms: list[Atom] = []
        self._tokens = list(lexicon.token.finditer(fold(text)))
        self._words = [t.group() for t in self._tokens]
        if _VOWEL_MARKS.search(text):
            self._words = [word.translate(UNMARKED) for word in self._words]
        self._walk()
        self.atoms = join_numbers(self.atoms, text)
        self.code = "".join([atom.code for atom in self.atoms])

    def _walk(self) -> None:
        """Take the tokens that may be of a date one by one; a run of others, which are most, is one atom of its own."""
        forms, proclitics, words = self.lexicon.forms, self.lexicon.proclitics, self._words
        wanted = [
            place
            for place, word in enumerate(words)
            if word in forms or not word[:1].isalpha() or word.startswith(proclitics)
        ]
        position = 0
        for place in wanted:
            if place < position:
                continue
            if place > position:
                self._pass(position)
            position = place + self._take(place)
        if position < len(words):
            self._pass(position)

    def _pass(self, position: int) -> None:
        """Note a word that is none of a date."""
        self._add("x", *self._tokens[position].span(), None)

    def _take(self, position: int) -> int:
        token = self._tokens[position]
        kind = token.lastgroup
        if kind == "word":
            return self._take_word(position)
        if kind == "point":
            self._add(PUNCTUATION.get(token.group(), ";"), token.start(), token.end(), None)
        elif kind == "number":
            return self._take_number(position)
        else:
            code = {"iso": "N", "figures": "N", "short": "s", "time": "t"}.get(kind or "", "x")
            self._add(code, token.start(), token.end(), token.group())
        return 1

    def _take_number(self, position: int) -> int:
        token = self._tokens[position]
        digits = re.match(r"\d+", token.group())
        value = int(digits.group()) if digits and digits.end() < 6 else 0
        glued = position + 1 < len(self._tokens) and self._tokens[position + 1].start() == token.end()
        if glued and digits and digits.end() == len(str(value)) == _YEAR:
            hyphen = self._words[position + 1] == "-"
            if self._marks_decade(position + 1 + hyphen):
                self._add("D", token.start(), self._tokens[position + 1 + hyphen].end(), value)
                return 2 + hyphen
        if glued and self._tokens[position + 1].lastgroup == "word" and not self._lookup(position + 1, bare=True):
            after_month = bool(self.atoms) and self.atoms[-1].code == "M" and digits is not None
            code = "y" if after_month and len(str(value)) == _YEAR and 1300 <= value <= 2199 else "x"
        elif digits and digits.end() == 2 and value > _DAYS and self._may_shorten_year():
            code, value = "y", value + self.lexicon.order["short_years"]
        elif digits and digits.end() == 4:
            code = "y" if 1300 <= value <= 2199 else "n"
        else:
            code = "d" if 1 <= value <= 31 and digits and digits.end() <= 2 else "n"
        self._add(code, token.start(), token.end(), value)
        return 1

    def _marks_decade(self, position: int) -> bool:
        return position < len(self._words) and self._words[position] in self.lexicon.decade_marks

    def _may_shorten_year(self) -> bool:
        """After the word for year, or a month of the old calendar, two figures are a year where people write so."""
        if not self.atoms or "short_years" not in self.lexicon.order:
            return False
        word = self.atoms[-1].code == "m" and len(self.atoms) > 1
        before = self.atoms[-2 if word else -1]
        named = before.code == "M" and before.value.era == self.lexicon.order["old_years"]
        more = len(self.atoms) > 2 and before.code == "T" and self.atoms[-2].code == "y"
        return before.code == "Y" or named or more

    def _take_word(self, position: int) -> int:
        found = self._lookup(position, bare=False)
        if found is None:
            self._add("x", self._tokens[position].start(), self._tokens[position].end(), None)
            return 1
        length, code, value, skip = found
        start, stop = self._tokens[position].start() + skip, self._tokens[position + length - 1].end()
        if isinstance(value, Month) and value.needs and not self._may_name_month(start, stop):
            code = "x"
        if skip and self._words[position].startswith(self.lexicon.joins):
            self._add("&", start - skip, start, None)
        if code:
            self._add(code, start, stop, value)
        return length

    def _may_name_month(self, start: int, stop: int) -> bool:
        """A doubtful month name never opens a compound; some need a capital or "the 4th of" before them."""
        word = fold(self.text[start:stop])
        small = self.text[start].islower() and word in self.lexicon.order.get("capitals", ())
        counted = len(self.atoms) > 1 and self.atoms[-1].code == "f" and self.atoms[-2].code in "do"
        tail = self.text[stop : stop + 12]
        whole = tail[:1] != ZERO_WIDTH or fold(tail[1:]).startswith(self.lexicon.month_suffixes or ("\n",))
        return (counted or not small) and whole

    def _lookup(self, position: int, *, bare: bool) -> tuple[int, str, object, int] | None:
        word = self._words[position]
        found = self._match(position, word, 0) if word in self.lexicon.forms else None
        if found or bare or not word.startswith(self.lexicon.proclitics):
            return found
        for clitic in self.lexicon.proclitics:
            if word.startswith(clitic) and word[len(clitic) :] in self.lexicon.forms and len(word) > len(clitic) + 2:
                found = self._match(position, word[len(clitic) :], len(clitic))
                if found and found[1] not in "fiIFT&Eurve":
                    return found
        for fused, plain in self.lexicon.assimilated:
            if word.startswith(fused) and plain + word[len(fused) :] in self.lexicon.forms:
                return self._match(position, plain + word[len(fused) :], len(fused) - 1)
        return None

    def _match(self, position: int, word: str, skip: int) -> tuple[int, str, object, int] | None:
        for words, code, value in self.lexicon.forms.get(word, ()):
            length = len(words)
            if length == 1 or tuple(self._words[position + 1 : position + length]) == words[1:]:
                return length, code, value, skip
        return None

    def _add(self, code: str, start: int, stop: int, value: object) -> None:
        if code == "x" and self.atoms and self.atoms[-1].code == "x":
            return
        self.atoms.append(Atom(code, start, stop, value))
