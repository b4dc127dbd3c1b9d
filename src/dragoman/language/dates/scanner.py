"""Cuts a text into date atoms: numbers, dates in figures, and the words of a lexicon, whole words only."""

import re

from dragoman.language.dates.lexicon import MARKS, PUNCTUATION, UNMARKED, ZERO_WIDTH, Atom, Lexicon, Month, fold

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
        self.code = "".join([atom.code for atom in self.atoms])

    def _walk(self) -> None:
        """Take the tokens one by one; words that cannot be date words, which are most, by the shortest way."""
        forms, proclitics, atoms = self.lexicon.forms, self.lexicon.proclitics, self.atoms
        position, count = 0, len(self._tokens)
        while position < count:
            word = self._words[position]
            if word in forms or not word[:1].isalpha() or word.startswith(proclitics):
                position += self._take(position)
                continue
            if not atoms or atoms[-1].code != "x":
                atoms.append(Atom("x", *self._tokens[position].span()))
            position += 1

    def _take(self, position: int) -> int:
        token = self._tokens[position]
        kind = token.lastgroup
        if kind == "word":
            return self._take_word(position)
        if kind == "point":
            self._add(PUNCTUATION.get(token.group(), ";"), token.start(), token.end(), None)
        elif kind == "number":
            self._take_number(position)
        else:
            code = {"iso": "N", "figures": "N", "short": "s", "time": "t"}.get(kind or "", "x")
            self._add(code, token.start(), token.end(), token.group())
        return 1

    def _take_number(self, position: int) -> None:
        token = self._tokens[position]
        digits = re.match(r"\d+", token.group())
        value = int(digits.group()) if digits and digits.end() < 6 else 0
        glued = position + 1 < len(self._tokens) and self._tokens[position + 1].start() == token.end()
        if glued and self._tokens[position + 1].lastgroup == "word" and not self._lookup(position + 1, bare=True):
            code = "x"
        elif digits and digits.end() == 4:
            code = "y" if 1300 <= value <= 2199 else "n"
        else:
            code = "d" if 1 <= value <= 31 and digits and digits.end() <= 2 else "n"
        self._add(code, token.start(), token.end(), value)

    def _take_word(self, position: int) -> int:
        found = self._lookup(position, bare=False)
        if found is None:
            self._add("x", self._tokens[position].start(), self._tokens[position].end(), None)
            return 1
        length, code, value, skip = found
        start, stop = self._tokens[position].start() + skip, self._tokens[position + length - 1].end()
        if isinstance(value, Month) and value.needs and not self._may_name_month(start, stop):
            code = "x"
        if code:
            self._add(code, start, stop, value)
        return length

    def _may_name_month(self, start: int, stop: int) -> bool:
        """A doubtful month name is written with a capital, where there are capitals, and never opens a compound."""
        small = bool(self.lexicon.order.get("capitals")) and self.text[start].islower()
        return not small and self.text[stop : stop + 1] != ZERO_WIDTH

    def _lookup(self, position: int, *, bare: bool) -> tuple[int, str, object, int] | None:
        word = self._words[position]
        found = self._match(position, word, 0) if word in self.lexicon.forms else None
        if found or bare or not word.startswith(self.lexicon.proclitics):
            return found
        for clitic in self.lexicon.proclitics:
            if word.startswith(clitic) and word[len(clitic) :] in self.lexicon.forms and len(word) > len(clitic) + 2:
                found = self._match(position, word[len(clitic) :], len(clitic))
                if found and found[1] not in "fiIFT&E":
                    return found
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
