"""Names of persons: the title-and-name grammar, runs of name words, and short forms of names already seen."""

from collections.abc import Iterable, Sequence

from dragoman.language.morphology import Key
from dragoman.language.tokens import Token
from dragoman.reading.mentions.agreement import agree
from dragoman.reading.mentions.offices import OfficePhrase
from dragoman.reading.sheet import Chunk, Sentence, Sheet

_LONGEST = 5
_WELL_KNOWN = 5
_SPOKEN_MARKS = frozenset(",\"”'’")
_MARKS_BETWEEN = frozenset("/،,:-–")
_OPENING = frozenset("«\"“„'‘(")
_CLOSING = frozenset("»\"”'’)")


class NameFinder:
    """Finds the runs of tokens in one sheet that name a person.

    A run is believed for one of three reasons, and its chunk says which: it follows an office or an honorific
    (``title-name``), it holds a given name of the table (``name-parts``), or an office phrase in apposition follows
    (``name-title``).
    """

    def __init__(self, sheet: Sheet, phrases: Iterable[OfficePhrase]) -> None:
        """Prepare for one sheet whose gazetteer chunks and office phrases are known."""
        self.sheet = sheet
        self.tables = sheet.tables
        self.caseless = sheet.tables.pack.script == "Arab"
        self.blocked: dict[int, Chunk] = {}
        for chunk in sheet.chunks:
            if not chunk.weak or self.caseless:
                self.blocked.update((i, chunk) for i in range(chunk.first, chunk.stop))
        self.phrases = tuple(phrases)
        self.phrase_at = {p.first: p for p in self.phrases}
        self.offices = {i for p in self.phrases for i in range(p.core, p.core_stop)}
        self.stops = self.tables.name_roles.get("stop", frozenset()) | self.tables.listed("name_stops")
        self.stops |= self.tables.listed("everyday_words") | self.tables.listed("ordinary_words")
        self.articles = self.tables.listed("articles") if self.tables.writes_article_on else frozenset()
        self.written_stops = {w for name in ("name_stops",) for w in self.tables.pack.words.get(name, ())} | {
            row["form"] for row in self.tables.pack.rows("names") if row["role"] == "stop"
        }
        self.particles = self.tables.name_roles.get("particle", frozenset())

    def find(self) -> list[Chunk]:
        """Return the person chunks from left to right, none overlapping."""
        found: dict[int, Chunk] = {}
        for sentence in self.sheet.sentences:
            introduced = [*self._quoted(sentence), *self._before_titles(sentence)]
            for chunk in (*introduced, *self._after_titles(sentence, introduced), *self._after_speech(sentence), *self._runs(sentence)):
                if not any(i in found for i in range(chunk.first, chunk.stop)):
                    found.update((i, chunk) for i in range(chunk.first, chunk.stop))
        return sorted(set(found.values()), key=lambda c: c.first)

    def _quoted(self, sentence: Sentence) -> Iterable[Chunk]:
        """Words in quotation marks beside an office are a name, whatever else they may mean: «A B», office of X."""
        for phrase in self.phrases if self.caseless else ():
            if not sentence.first <= phrase.first < sentence.stop:
                continue
            bounds = self._quote_before(phrase.first, sentence.first) or self._quote_after(phrase.stop, sentence.stop)
            words = self.sheet.tokens[slice(*bounds)] if bounds else ()
            if bounds and self._is_quoted_name(words) and not any(i in self.offices for i in range(*bounds)):
                yield self._chunk(*bounds, "name-title")

    def _is_quoted_name(self, words: Sequence[Token]) -> bool:
        alone = len(words) == 1
        return all(t.is_word for t in words) and (not alone or self._is_listed(words[0]) or self._is_unknown(words[0]))

    def _quote_before(self, position: int, limit: int) -> tuple[int, int] | None:
        tokens = self.sheet.tokens
        position -= tokens[position - 1].text in ("،", ",")
        if position <= limit or tokens[position - 1].text not in _CLOSING:
            return None
        start = next(
            (i for i in range(position - 2, max(limit, position - 7) - 1, -1) if tokens[i].text in _OPENING), None
        )
        return (start + 1, position - 1) if start is not None and start + 1 < position - 1 else None

    def _quote_after(self, position: int, limit: int) -> tuple[int, int] | None:
        tokens = self.sheet.tokens
        if position >= limit or tokens[position].text not in _OPENING:
            return None
        stop = next((i for i in range(position + 1, min(limit, position + 7)) if tokens[i].text in _CLOSING), None)
        return (position + 1, stop) if stop is not None and position + 1 < stop else None

    def _after_titles(self, sentence: Sentence, introduced: list[Chunk]) -> Iterable[Chunk]:
        named = {i for c in introduced for i in range(c.stop, c.stop + 3)}
        inside = [p for p in self.phrases if sentence.first <= p.first < sentence.stop]
        anchors = {p.stop for p in inside if p.first not in named or self._is_joined(p)}
        for match in self.tables.styles.find(self.sheet.tokens, sentence.first, sentence.stop):
            if match.first not in self.blocked:
                anchors.add(match.stop)
        for anchor in sorted(anchors):
            start = self._skip_styles(anchor, sentence.stop)
            stop = self._run(start, sentence.stop, anchored=True)
            if stop > start and self._fits_title(start, stop) and self._agrees(anchor, start, stop):
                yield self._chunk(start, stop, "title-name")

    def _after_speech(self, sentence: Sentence) -> Iterable[Chunk]:
        """Where the verb comes first, two or more words after a verb of speech, of which none is an everyday word, are a name."""
        speech = self.tables.listed("speech_verbs") - self.tables.listed("prepositions")
        for position in range(sentence.first, sentence.stop - 1 if self.articles else sentence.first):
            if self.sheet.tokens[position].has(speech):
                stop = self._run(position + 1, sentence.stop)
                words = self.sheet.tokens[position + 1 : stop]
                if len(words) > 1 and all(self._is_listed(w) or self._is_unknown(w) for w in words):
                    yield self._chunk(position + 1, stop, "name-verb")

    def _before_titles(self, sentence: Sentence) -> Iterable[Chunk]:
        """In a script without capitals, all words between a stop and "، office of a country" are one name."""
        for phrase in self.phrases if self.caseless else ():
            if self._is_joined(phrase):
                continue
            comma = phrase.first - 1
            if not (sentence.first < comma < sentence.stop and self.sheet.tokens[comma].text in ("،", ",")):
                continue
            start = comma
            while start > sentence.first and comma - start < 4 and self._may_stand_in_name(start - 1):
                start -= 1
            words = self.sheet.tokens[start:comma]
            bounded = start == sentence.first or not self._may_stand_in_name(start - 1)
            if phrase.of_reference and bounded and len(words) >= 2 and self._all_fit(list(words)):
                yield self._chunk(start, comma, "name-title")

    def _is_joined(self, phrase: OfficePhrase) -> bool:
        """Say "and the minister": that begins the next of a list: no apposition to the name before it."""
        return bool(phrase.clitic) and phrase.clitic[0] in self.tables.listed("coordinators")

    def _may_stand_in_name(self, position: int) -> bool:
        token = self.sheet.tokens[position]
        return (
            token.is_word and position not in self.blocked and position not in self.offices and not self._is_stop(token)
        )

    def _skip_styles(self, position: int, limit: int) -> int:
        while position < limit:
            match = self.tables.styles.longest(self.sheet.tokens, position)
            if match is not None and match.stop < limit:
                position = match.stop
            elif position + 1 < limit and self._stands_between(position, limit):
                position += 1
            else:
                break
        return position

    def _stands_between(self, position: int, limit: int) -> bool:
        mark = self.sheet.tokens[position].text
        return (mark in _MARKS_BETWEEN and self.caseless) or (mark in _OPENING and (self.caseless or mark in "(")) or self._is_apposition(position, limit)

    def _is_apposition(self, position: int, limit: int) -> bool:
        """An office, a comma, and a full name: "the other spokesman, John Doe,"."""
        tokens = self.sheet.tokens
        if self.caseless or tokens[position].text != "," or position + 2 >= limit:
            return False
        names = all(t.is_word and t.is_capital and not t.text.isupper() for t in tokens[position + 1 : position + 3])
        return (
            names
            and position + 1 not in self.blocked
            and not self._title_follows(self._run(position + 1, limit), limit)
        )

    def _fits_title(self, start: int, stop: int) -> bool:
        if not self.caseless:
            return True
        token, final = self.sheet.tokens[start], self.tables.pack.strategies["roles"] == "verb-final"
        return stop - start > 1 or self._is_listed(token, clitics=True) or (not final and self._is_unknown(token))

    def _runs(self, sentence: Sentence) -> Iterable[Chunk]:
        position = sentence.first
        while position < sentence.stop:
            stop = self._run(position, sentence.stop)
            if stop - position > 1 and position == sentence.first and self._opens(position):
                position += 1
                continue
            if stop > position and (rule := self._reason(position, stop, sentence)):
                yield self._chunk(position, stop, rule)
                position = stop
            else:
                position += 1 if self.caseless or stop <= position else stop - position

    def _reason(self, start: int, stop: int, sentence: Sentence) -> str | None:
        tokens = self.sheet.tokens[start:stop]
        words = [t for t in tokens if t.is_word and not t.has(self.particles) and len(t.text) > 1]
        given = self._given(words[0]) if words else 0
        if len(words) > 1 and given and (not self.caseless or self._second_fits(words[1]) or self._is_well_known(words[0])):
            return "name-parts"
        if self._title_follows(stop, sentence.stop) and len(words) > 1 and self._all_fit(words):
            return "name-title"
        if not self.caseless and len(words) > 1 and self._reads_as_name(words):
            return "name-parts"
        if not self.caseless and 2 <= len(words) <= 3 and not sentence.is_title and self._all_strange(words):
            return "name-unknown"
        if not self.caseless and stop - start == 1 and self._speaks(start, sentence):
            return "name-verb"
        return None

    def _speaks(self, position: int, sentence: Sentence) -> bool:
        """A single capitalised word inside a sentence, right beside a verb of speech: '..., Kern said'."""
        tokens, verbs = self.sheet.tokens, self.tables.listed("speech_verbs")
        token = tokens[position]
        if position == sentence.first or sentence.is_title or len(token.text) < 3 or "-" in token.text:
            return False
        if token.text.endswith("s") or self.tables.heads.at(tokens, position) or self.blocked.get(position):
            return False
        before, after = tokens[position - 1], tokens[position + 1] if position + 1 < sentence.stop else None
        quoted = before.text in _SPOKEN_MARKS
        inverted = before.key in verbs and position - 1 > sentence.first and tokens[position - 2].text in _SPOKEN_MARKS
        return (quoted and after is not None and after.key in verbs) or (
            inverted and (after is None or not after.is_word)
        )

    def _all_strange(self, words: list[Token]) -> bool:
        """Two or three capitalised words in a row that no dictionary has are likely a foreign name."""
        bracketed = self.sheet.text[max(words[0].start - 1, 0)] == "("
        foreign = self.tables.pack.script != "Latn" and words[0].text.isascii() and not bracketed
        return not foreign and all(not w.text.isupper() and not self.tables.morphology.knows(w.text) for w in words)

    def _opens(self, position: int) -> bool:
        """In a language of cases: tell an everyday word with the capital of a sentence's beginning, that is no given name."""
        token = self.sheet.tokens[position]
        everyday = self.tables.morphology.knows(token.text) and not self._given(token)
        return self.tables.pack.strategies["roles"] == "case" and everyday

    def _given(self, token: Token) -> bool:
        for key in self._name_keys(token):
            given, family = self.tables.name_counts(key.text)
            if given > 0 and given * 4 >= family and not self._is_common(token):
                return True
        return False

    def _is_common(self, token: Token) -> bool:
        return self._is_stop(token) if self.caseless else token.has(self.stops)

    def _second_fits(self, token: Token) -> bool:
        return self._is_listed(token) or self._is_unknown(token)

    def _all_fit(self, words: list[Token]) -> bool:
        return not self.caseless or any(self._is_listed(w) or self._is_unknown(w) for w in words)

    def _reads_as_name(self, words: list[Token]) -> bool:
        """Capitalised words of which one is a known name part, in any case form."""
        hits = sum(1 for w in words if any(self.tables.name_counts(k.text) != (0, 0) for k in w.keys))
        return hits >= 1 and len(words) <= 4 and hits * 2 >= len(words)

    def _title_follows(self, position: int, limit: int) -> bool:
        tokens = self.sheet.tokens
        if position < limit and tokens[position].text in ("»", '"', "”", ")"):
            position += 1
        comma = position < limit and tokens[position].text in (",", "،", "—", "–", "-")
        position += comma
        articles = self.tables.listed("articles")
        while position < limit and tokens[position].has(articles):
            position += 1
        phrase = self.phrase_at.get(position)
        return phrase is not None and (comma or self.caseless)

    def _run(self, start: int, limit: int, *, anchored: bool = False) -> int:
        """Return where the run of possible name tokens that begins at ``start`` ends (``start`` itself: none begins).

        After a title (``anchored``) a word that is both a function word and a name is a name where a name follows it.
        """
        tokens, position, names = self.sheet.tokens, start, 0
        while position < min(limit, start + _LONGEST + 2) and names < _LONGEST:
            token = tokens[position]
            if self._breaks(position, token, names) or (names and self._begins_next(position)):
                break
            if names and self._parts(start, position):
                break
            if token.text == "." and names and len(tokens[position - 1].text) == 1:
                position += 1
                continue
            if self._is_particle(token, position, limit):
                position += 1
                continue
            homograph = self._is_initial(position, limit) or (
                anchored and not names and self._is_homograph(position, limit)
            )
            regnal = names and token.has(self.tables.listed("regnal"))
            grammatical = self._stands_as_name(position, start, names, limit if anchored else None)
            if not homograph and not regnal and not grammatical and not self._may_be_name(token, names):
                break
            names += 1
            position += 1
        while position > start and (tokens[position - 1].has(self.particles) or not tokens[position - 1].is_word):
            if tokens[position - 1].text == "." and len(tokens[position - 2].text) == 1 and position - start > 2:
                break
            position -= 1
        return position if names else start

    def _begins_next(self, position: int) -> bool:
        """A word with "and" written on it begins the next of a list: a style, a surer name than the whole word, or no name."""
        if not self.articles:
            return False
        token, match = self.sheet.tokens[position], self.tables.styles.longest(self.sheet.tokens, position)
        joins = self.tables.listed("coordinators")
        parts = [k for k in token.keys if k.clitic and not k.tail]
        whole = sum(self.tables.name_counts(token.key))
        surer = any(sum(self.tables.name_counts(k.text)) > whole for k in parts)
        fused = any(k.text.startswith(tuple(self.articles)) or k.clitic[0] in joins for k in parts)
        return bool(match is not None and match.clitic) or surer or (fused and not whole)

    def _stands_as_name(self, position: int, start: int, names: int, limit: int | None) -> bool:
        """After a title an everyday word is a name before a listed name, or after a listed given name.

        Without a title (``limit`` is ``None``) one such word may follow a well-known given name.
        """
        if not self.articles or not self._is_plain(position):
            return False
        tokens = self.sheet.tokens
        if limit is None:
            return names == 1 and self._is_well_known(tokens[start])
        if names == 0:
            after = position + 1 < limit and self._is_plain(position + 1)
            definite = any(key.text.startswith(tuple(self.articles)) for key in tokens[position].keys)
            return (
                after
                and not definite
                and (self._is_listed(tokens[position + 1]) or self._is_unknown(tokens[position + 1]))
            )
        return names <= 2 and all(
            self._is_listed(t, clitics=True) or t.has(self.particles) for t in tokens[start:position]
        )

    def _is_well_known(self, token: Token) -> bool:
        return any(self.tables.name_counts(key.text)[0] >= _WELL_KNOWN for key in self._name_keys(token))

    def _is_plain(self, position: int) -> bool:
        """A word that no clitic, office, table or list of function words claims."""
        token = self.sheet.tokens[position]
        free = position not in self.blocked and position not in self.offices
        return (
            free and token.is_word and len(token.text) > 2 and not token.has(self.stops) and not self._hides_word(token)
        )

    def _hides_word(self, token: Token) -> bool:
        """A preposition or conjunction written together with an everyday word, or a word with a suffix."""
        parts = [k for k in token.keys if k.clitic or k.tail]
        if any(k.clitic and k.text.startswith(tuple(self.articles)) for k in parts):
            return True
        return any(self.tables.morphology.knows(token.text[k.lead : len(token.text) - k.tail]) for k in parts)

    def _is_initial(self, position: int, limit: int) -> bool:
        """Tell a capital letter with a full stop before another capital: an initial, though the letter may be a word too."""
        tokens = self.sheet.tokens
        if self.caseless or len(tokens[position].text) > 1 or not tokens[position].is_capital or position + 2 >= limit:
            return False
        return tokens[position + 1].text == "." and tokens[position + 2].is_word and tokens[position + 2].is_capital

    def _agrees(self, anchor: int, start: int, stop: int) -> bool:
        """In a language of cases, one word that does not share the case of the office before it is what the office is of."""
        if stop - start == 1 and self._describes(stop):
            return False
        offices = [p for p in self.phrases if p.stop == anchor]
        return stop - start > 1 or not offices or agree(self.sheet, offices[0].core, self._chunk(start, stop, "title-name"))

    def _describes(self, position: int) -> bool:
        """In a language of cases: tell whether the word before is an everyday adjective of the noun at a token."""
        cases, nouns = self.tables.morphology.cases, self.tables.morphology.noun_cases
        word, after = self.sheet.tokens[position - 1], self.sheet.tokens[min(position, len(self.sheet.tokens) - 1)]
        shared = cases(word.text) & nouns(after.text) if not after.is_capital else frozenset()
        return bool(shared) and not nouns(word.text) and self.tables.morphology.knows(word.text)

    def _parts(self, start: int, position: int) -> bool:
        """In a language of cases, a given name that cannot share the case of the word before begins another name.

        So does a word in another script.
        """
        if self.tables.pack.strategies["roles"] != "case":
            return False
        before, token = self.sheet.tokens[position - 1], self.sheet.tokens[position]
        if token.is_word and token.text.isascii() != self.sheet.tokens[start].text.isascii():
            return True
        alone = not before.is_word or not before.is_capital or len(before.text) == 1 or not self._given(token)
        return not alone and not self.tables.morphology.agree((before.text, token.text))

    def _is_homograph(self, position: int, limit: int) -> bool:
        tokens = self.sheet.tokens
        after = (
            position + 1 < limit and self._is_listed(tokens[position + 1]) and not self._is_stop(tokens[position + 1])
        )
        return self.caseless and self._is_listed(tokens[position]) and after

    def _breaks(self, position: int, token: Token, names: int) -> bool:
        if position in self.offices:
            return True
        chunk = self.blocked.get(position)
        if chunk is None or chunk.weak:
            return False
        surname = bool(names) and not self.caseless and self._given(self.sheet.tokens[position - 1])
        given = self._given(token) and (bool(names) or self._begins_name(position))
        return not (chunk.value == "city" and (surname or given))

    def _begins_name(self, position: int) -> bool:
        """Tell whether a city that is also a given name has a family name after it: "Victoria Doe"."""
        after = position + 1
        if self.caseless or after >= len(self.sheet.tokens) or after in self.blocked or after in self.offices:
            return False
        return self.sheet.tokens[after].is_word and self._may_be_name(self.sheet.tokens[after], 1)

    def _is_particle(self, token: Token, position: int, limit: int) -> bool:
        return token.key in self.particles and position + 1 < limit and self.sheet.tokens[position + 1].is_word

    def _may_be_name(self, token: Token, names: int) -> bool:
        if not token.is_word:
            return False
        if self.caseless:
            return self._may_be_caseless(token, names)
        if not self._is_capital(token) or (token.text.isupper() and len(token.text) > 1 and not self._is_listed(token)):
            return False
        verb = self.tables.pack.strategies["roles"] == "case" and self.tables.morphology.tense(token.text) is not None
        return not (verb or token.has(self.stops)) or self._is_listed(token)

    def _is_capital(self, token: Token) -> bool:
        """Tell whether a word is written as a name, also behind a particle: "al-Name"."""
        head, _, tail = token.text.partition("-")
        return token.is_capital or (tail[:1].isupper() and head.lower() in self.particles)

    def _is_stop(self, token: Token) -> bool:
        """Function words end a name; where folding makes one of a name, the written form decides."""
        return token.key in self.stops and (token.text in self.written_stops or not self._is_listed(token))

    def _may_be_caseless(self, token: Token, names: int) -> bool:
        if self._is_stop(token) or (token.has(self.stops) and not self._is_listed(token)):
            return False
        if self._is_listed(token, clitics=not names):
            return True
        joined = any(key.clitic and self.tables.name_counts(key.text) != (0, 0) for key in token.keys)
        return self._is_unknown(token) and names < 3 and not (names and joined)

    def _is_listed(self, token: Token, *, clitics: bool = False) -> bool:
        if clitics:
            return any(self.tables.name_counts(key.text) != (0, 0) for key in self._name_keys(token))
        return self.tables.name_counts(token.key) != (0, 0)

    def _name_keys(self, token: Token) -> list[Key]:
        """An Arabic name takes no suffix: "عليها" is not Ali."""
        return [key for key in token.keys if not self.tables.is_suffixed(key)]

    def _is_unknown(self, token: Token) -> bool:
        """A word that no dictionary of the language has is likely to be a name."""
        knows = self.tables.morphology.knows
        return len(token.text) > 2 and not any(knows(form) for form in _plain_forms(token))

    def _chunk(self, start: int, stop: int, rule: str) -> Chunk:
        tokens = self.sheet.tokens
        lead, clitic = 0, ""
        if self.articles or (self.caseless and self.tables.name_counts(tokens[start].key) == (0, 0)):
            best = max(self._name_keys(tokens[start]), key=lambda k: sum(self.tables.name_counts(k.text)))
            lead, clitic = (best.lead, best.clitic) if best.clitic else (0, "")
        return Chunk("person", start, stop, tokens[start].start + lead, tokens[stop - 1].stop, rule, clitic=clitic)


def _plain_forms(token: Token) -> set[str]:
    surface = token.text.replace("\u200c", "")
    return (
        {surface[key.lead : len(surface) - key.tail] for key in token.keys}
        | {k.text for k in token.keys}
        | {token.text}
    )
