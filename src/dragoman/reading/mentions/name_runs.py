"""Runs of words that may be the name of a person: where one that begins at a token ends."""

from collections.abc import Iterable

from msgspec import Struct

from dragoman.language.tokens import Token
from dragoman.reading.mentions.name_ends import is_part_of_day, is_past_ordinal, is_past_origin
from dragoman.reading.mentions.name_words import NameWords
from dragoman.reading.mentions.offices import OfficePhrase
from dragoman.reading.sheet import Chunk, Sentence, Sheet

_LONGEST = 5
_SHORTEST = 4
_FAR_MORE = 3
_INITIAL_MARK = "."
_COMMAS = frozenset("،,")


_LANDS = frozenset({"country", "demonym"})


class _Run(Struct, frozen=True):
    """A run that begins at ``start`` and may not reach ``limit``.

    ``titled`` where a title stands before it, ``full`` where that is an office whose holder is given by the full name.
    """

    start: int
    limit: int
    titled: bool
    full: bool


class NameRuns:
    """Finds the runs of name words in one sheet whose gazetteer chunks and office phrases are known."""

    def __init__(self, sheet: Sheet, phrases: Iterable[OfficePhrase], closed: Iterable[Chunk] = ()) -> None:
        """File the tokens that chunks and office words claim, and those of chunks that are ``closed`` to names."""
        self.sheet = sheet
        self.words = sheet.tables.keep(NameWords, NameWords)
        self.phrases = tuple(phrases)
        self.blocked: dict[int, Chunk] = {}
        for chunk in (*sheet.chunks, *closed):
            if not chunk.weak or self.words.caseless:
                self.blocked.update((i, chunk) for i in range(chunk.first, chunk.stop))
        self.titles = {p.first for p in self.phrases}
        self.offices = {i for p in self.phrases for i in range(p.core, p.core_stop)}

    def find_starts(self, sentence: Sentence) -> list[int]:
        """Return the tokens of a sentence at which a run may begin without a title."""
        may_begin, tokens = self.words.may_begin, self.sheet.tokens[sentence.first : sentence.stop]
        return [place for place, token in enumerate(tokens, sentence.first) if may_begin(token)]

    def find_stop(self, start: int, limit: int, *, titled: bool = False, full: bool = False) -> int:
        """Return where the run of possible name words that begins at ``start`` ends (``start``: none begins).

        After a title (``titled``) a word that is both a function word and a name is a name where a name follows it;
        after an office that calls for the ``full`` name an everyday word with the article is the family name.
        """
        if self._is_dated(start):
            return start
        run = _Run(start, limit, titled, full)
        position, names = start, 0
        while position < min(limit, start + _LONGEST + 2) and names < _LONGEST and not self._ends(run, position, names):
            if not self._is_link(run, position, names):
                if not self._is_part(run, position, names):
                    break
                names += 1
            position += 1
        return self._without_links(start, position) if names else start

    def _is_dated(self, start: int) -> bool:
        """Tell a month behind a number, which some write with a capital as names are: "before 1 May John Doe"."""
        months = self.sheet.tables.listed("months_like_names")
        return start > 0 and self.sheet.tokens[start - 1].text.isdigit() and self.sheet.tokens[start].has(months)

    def make_chunk(self, start: int, stop: int, rule: str) -> Chunk:
        """Return the chunk of a person, without the clitic that its first word carries."""
        tokens, words = self.sheet.tokens, self.words
        lead, clitic = 0, ""
        if words.articles or (words.caseless and not words.is_listed(tokens[start])):
            best = max(words.keys(tokens[start]), key=lambda key: words.counts(key.text))
            whole = words.counts(tokens[start].key)
            lead, clitic = (best.lead, best.clitic) if words.counts(best.text) > whole * _FAR_MORE else (0, "")
        end = tokens[stop - 1].stop - self._object_tail(stop - 1)
        return Chunk("person", start, stop, tokens[start].start + lead, end, rule, clitic=clitic)

    def _without_links(self, start: int, stop: int) -> int:
        """Take particles and marks off the end of a run, but not the full stop of an initial behind a word."""
        tokens = self.sheet.tokens
        while stop > start and (self._is_particle(stop - 1) or not tokens[stop - 1].is_word):
            if tokens[stop - 1].text == _INITIAL_MARK and len(tokens[stop - 2].text) == 1 and stop - start > 2:
                break
            stop -= 1
        return stop

    def _is_particle(self, position: int) -> bool:
        """Tell a particle that stands alone: "al" is one, "Al-Name" is a name."""
        token = self.sheet.tokens[position]
        return token.has(self.words.particles) and ("-" not in token.text or token.key in self.words.particles)

    def _ends(self, run: _Run, position: int, names: int) -> bool:
        if self._is_claimed(position, names) and not self._is_titled_city(run, position, names):
            return True
        if names > 1 and (
            is_past_ordinal(self.sheet, self.words, position) or is_past_origin(self.sheet, self.words, position)
        ):
            return True
        if names and is_part_of_day(self.sheet, self.words, position, run.limit):
            return True
        foreign = self.words.articles and names == 1 and self._is_foreign(run, position)
        if names and (self._begins_object(run, position) or self.words.is_object(self.sheet.tokens[position])):
            return not foreign
        token = self.sheet.tokens[position]
        if foreign and (self.words.is_listed(token) or self.words.is_strange(token)):
            return False
        return bool(names) and (self._begins_next(position) or self._parts(run.start, position))

    def _begins_object(self, run: _Run, position: int) -> bool:
        """Tell, behind a family name, a given name whose own family name bears the mark of objects: another person."""
        after, is_given = position + 1, self.words.is_given
        marked = after < run.limit and self._object_tail(after) > 0
        return marked and is_given(self.sheet.tokens[position]) and not is_given(self.sheet.tokens[position - 1])

    def _object_tail(self, position: int) -> int:
        """How many letters of a name are the mark of objects, in a language that writes it on."""
        text, tables = self.sheet.tokens[position].text, self.sheet.tables
        marked = text.endswith(tuple(tables.listed("object_endings")))
        return len(text) - len(tables.morphology.base_name((text,))) if marked else 0

    def _is_titled_city(self, run: _Run, position: int, names: int) -> bool:
        """After a title, a town with another capitalised word behind it is a given name: "Minister Paris Doe"."""
        chunk = self.blocked.get(position)
        town = chunk is not None and chunk.value == "city" and chunk.stop - chunk.first == 1
        return town and run.titled and not names and self._begins_name(position)

    def _is_link(self, run: _Run, position: int, names: int) -> bool:
        """Tell the full stop of an initial, or a particle with a word after it: they are no names of their own."""
        tokens = self.sheet.tokens
        if tokens[position].text == _INITIAL_MARK and names and len(tokens[position - 1].text) == 1:
            return True
        particle = tokens[position].key in self.words.particles
        return particle and position + 1 < run.limit and tokens[position + 1].is_word

    def _is_part(self, run: _Run, position: int, names: int) -> bool:
        token = self.sheet.tokens[position]
        if self._is_initial(position, run.limit) or (run.titled and not names and self._is_homograph(run, position)):
            return True
        if self._is_compound(run, position) or (not names and self.is_family_in_capitals(position, run.limit)):
            return True
        regnal = bool(names) and token.has(self.sheet.tables.listed("regnal"))
        return regnal or self._stands_as_name(run, position, names) or self.words.may_stand(token, names)

    def is_family_in_capitals(self, position: int, limit: int) -> bool:
        """Tell a family name in capitals with a given name and a patronymic behind it, as lists of people write it."""
        if not self.sheet.tokens[position].text.isupper():
            return False
        written, roles = self.sheet.tokens[position : min(position + 3, limit)], self.sheet.tables.name_roles
        endings = tuple(roles.get("patronymic-suffix", ()))
        if not self.words.inflected or len(written) < 3 or not all(token.is_word for token in written):
            return False
        shouted = [token.text.isupper() and len(token.text) > 2 for token in written]
        patronymic = any(key.text.endswith(endings) for key in written[2].keys)
        return shouted == [True, False, False] and self.words.is_given(written[1]) and patronymic

    def _is_compound(self, run: _Run, position: int) -> bool:
        """Tell either half of a given or a family name that is written as two words; the first may be any word."""
        tokens, words = self.sheet.tokens, self.words
        if position > run.start and (words.closes_given(tokens[position]) or words.closes_family(tokens[position])):
            return True
        if position + 1 >= run.limit or not tokens[position].is_word:
            return False
        after = tokens[position + 1]
        return words.closes_given(after) or (words.closes_family(after) and (run.titled or position > run.start))

    def _is_claimed(self, position: int, names: int) -> bool:
        """Tell a word of an office or a chunk, save a city that is also a given name or follows one."""
        if position in self.offices:
            return True
        chunk = self.blocked.get(position)
        tokens, words = self.sheet.tokens, self.words
        if chunk is None or chunk.weak:
            quoted = chunk is not None and chunk.kind == "organisation" and not names and position > 0
            return quoted and tokens[position - 1].has(self.sheet.tables.listed("quoting_nouns"))
        if chunk.kind == "demonym" and words.articles and chunk.stop - chunk.first == 1:
            return not (names and words.may_be_family(tokens[position]))
        if chunk.value == "city" and words.articles and names == 1 and chunk.stop - chunk.first == 1:
            listed = self.sheet.tables.name_counts(tokens[position].key)[1] > 0 or words.is_unknown(tokens[position])
            return not (listed and words.is_given(tokens[position - 1]))
        if words.articles and any(words.is_definite(key) for key in words.keys(tokens[position])):
            return True
        surname = bool(names) and not words.caseless and words.is_given(tokens[position - 1])
        if names and chunk.kind == "demonym" and self._is_family_adjective(position):
            return False
        given = words.is_given(tokens[position]) and (bool(names) or self._begins_name(position))
        return not (chunk.value == "city" and (surname or given))

    def _is_family_adjective(self, position: int) -> bool:
        """Tell, where the verb comes last, the adjective of a country that is a family name: it follows a given one."""
        tokens, words, tables = self.sheet.tokens, self.words, self.sheet.tables
        if tables.pack.strategies["roles"] != "verb-final" or tables.styles.at(tokens, position - 1):
            return False
        family = tables.name_counts(tokens[position].key)[1] > 0
        return family and words.is_given(tokens[position - 1])

    def _begins_name(self, position: int) -> bool:
        """Tell whether a city that is also a given name has a family name after it: "Victoria Doe"."""
        after, tokens = position + 1, self.sheet.tokens
        if self.words.caseless or after >= len(tokens) or after in self.blocked or after in self.offices:
            return False
        return self.words.may_stand(tokens[after], 1)

    def _begins_next(self, position: int) -> bool:
        """Tell a word with "and" written on it that begins the next of a list.

        It is a style, a surer name than the whole word, or no name.
        """
        words, tables = self.words, self.sheet.tables
        if not words.articles:
            return False
        token, style = self.sheet.tokens[position], tables.styles.longest(self.sheet.tokens, position)
        if words.is_strange(token) and token.key[:1] not in tables.listed("coordinators"):
            return False
        joins = tables.listed("coordinators")
        parts = [key for key in token.keys if key.clitic and not key.tail]
        whole = words.counts(token.key)
        surer = any(words.counts(key.text) > whole for key in parts)
        fused = any(words.is_definite(key) or key.clitic[0] in joins for key in parts)
        return bool(style is not None and style.clitic) or surer or (fused and not whole)

    def _parts(self, start: int, position: int) -> bool:
        """Tell, in a language of cases, a given name that cannot share the case of the word before.

        It begins another name, and so does a word in another script.
        """
        if not self.words.inflected or self.is_family_in_capitals(start, len(self.sheet.tokens)):
            return False
        before, token = self.sheet.tokens[position - 1], self.sheet.tokens[position]
        if token.is_word and token.text.isascii() != self.sheet.tokens[start].text.isascii():
            return True
        if len(token.text) > 1 and token.key in {t.key for t in self.sheet.tokens[start:position]}:
            return True
        full = before.is_word and before.is_capital and len(before.text) > 1
        if full and position - 1 == start and self._is_of_another(before, token):
            return True
        if not full or not self.words.is_given(token):
            return False
        words = [t.text for t in self.sheet.tokens[start : position + 1] if t.is_word and len(t.text) > 1]
        return not self.sheet.tables.morphology.agree(tuple(words))

    def _is_of_another(self, before: Token, token: Token) -> bool:
        """Tell, in a language of cases, a name behind another's family name: "in the talk with Doe | Roe said"."""
        morphology = self.sheet.tables.morphology
        oblique = not self.words.is_given(before) and "nom" not in morphology.cases(before.text)
        return oblique and token.is_word and not morphology.agree((before.text, token.text))

    def _is_initial(self, position: int, limit: int) -> bool:
        """Tell a capital letter with a full stop before another capital, though the letter may be a word too."""
        letter, *after = self.sheet.tokens[position : position + 3]
        if self.words.caseless or len(letter.text) > 1 or not letter.is_capital or position + 2 >= limit:
            return False
        return after[0].text == _INITIAL_MARK and after[1].is_word and after[1].is_capital

    def _is_homograph(self, run: _Run, position: int) -> bool:
        """Tell, without capitals, a listed name that may be another word, by the listed name after it."""
        tokens, words, after = self.sheet.tokens, self.words, position + 1
        listed = words.is_listed(tokens[position]) and not words.is_stop(tokens[position])
        if not words.caseless or not listed or after >= run.limit:
            return False
        if words.is_stop(tokens[after]):
            return False
        return words.is_listed(tokens[after]) or (run.full and bool(words.articles) and words.is_unknown(tokens[after]))

    def _stands_as_name(self, run: _Run, position: int, names: int) -> bool:
        """Tell an everyday word that its place makes a name, where the article is written on.

        After a title it is one before a likely name, or after listed names; without a title one such word may follow a
        well-known given name.
        """
        tokens, words = self.sheet.tokens, self.words
        if words.articles and names and self._is_family_name(run, position, names):
            return True
        if words.articles and names in (1, 2) and self._follows_name(run, position):
            return True
        if words.articles and names == 1 and (self._closes_phrase(run, position) or self._is_foreign(run, position)):
            return True
        if words.articles and not names and self._opens_foreign(run, position):
            return True
        if not words.articles and names and self._is_before_office(run, position):
            return True
        if not words.articles or not self._is_plain(position, after_name=names > 0):
            return False
        if not run.titled:
            return names == 1 and words.is_well_known(tokens[run.start])
        if names:
            before = tokens[run.start : position]
            return names <= 2 and all(words.is_listed(t, clitics=True) or t.has(words.particles) for t in before)
        if position + 1 >= run.limit or not self._is_plain(position + 1):
            return False
        definite = any(words.is_definite(key) for key in tokens[position].keys)
        return not definite and words.is_likely(tokens[position + 1])

    def _is_before_office(self, run: _Run, position: int) -> bool:
        """Tell, where the verb comes last, an everyday word between names and an office: a family name.

        Without a comma before the office it must be a listed name, for a noun may be chained to the office.
        """
        tokens, words, tables = self.sheet.tokens, self.words, self.sheet.tables
        token, after = tokens[position], position + 1
        if tables.pack.strategies["roles"] != "verb-final" or not words.caseless or after >= run.limit:
            return False
        if position in self.blocked or position in self.offices or not token.is_word or len(token.text) < _SHORTEST:
            return False
        closed = token.has(words.closed) or token.has(tables.any_of("prepositions", "before_actor"))
        if closed or not words.is_given(tokens[run.start]) or tables.modifiers.at(tokens, position):
            return False
        comma = tokens[after].text in _COMMAS
        return (after + comma) in self.titles and (comma or words.is_listed(token))

    def _closes_phrase(self, run: _Run, position: int) -> bool:
        """Tell the word between a title with a given name and a mark or "that": only a family name can stand there."""
        tokens, tables, after = self.sheet.tokens, self.sheet.tables, position + 1
        token = tokens[position]
        if not run.titled or not self.words.is_given(tokens[run.start]) or position in self.blocked:
            return False
        taken = position in self.offices or token.has(self.words.stops) or bool(tables.modifiers.at(tokens, position))
        if taken or not token.is_word or len(token.text) < _SHORTEST or self.words.is_definite(token.keys[0]):
            return False
        return after >= run.limit or not tokens[after].is_word or tokens[after].has(tables.listed("complementisers"))

    def _is_foreign(self, run: _Run, position: int) -> bool:
        """Tell the second word after an office that calls for the full name: any but an everyday one.

        A dictionary that also holds rare forms takes many a foreign name for one of them.
        """
        token, words = self.sheet.tokens[position], self.words
        if not run.full or position in self.blocked or position in self.offices or position in self.titles:
            return False
        plain = token.is_word and len(token.text) >= _SHORTEST and not token.has(words.stops)
        return plain and not (words.is_definite(token.keys[0]) or words.hides_everyday(token))

    def _opens_foreign(self, run: _Run, position: int) -> bool:
        """Tell the first word of such a name: the next one is a name by itself."""
        after = position + 1
        if not self._is_foreign(run, position) or after >= run.limit or after in self.blocked:
            return False
        return self.words.is_unknown(self.sheet.tokens[after]) or self.words.is_listed(self.sheet.tokens[after])

    def _follows_name(self, run: _Run, position: int) -> bool:
        """Tell a strange word behind a given name or after a title: "بلوف" is no preposition with a noun."""
        token, words = self.sheet.tokens[position], self.words
        claimed = position in self.blocked or position in self.offices or not token.is_word
        known = run.titled or words.is_given(self.sheet.tokens[run.start])
        return known and not claimed and words.is_strange(token)

    def _is_family_name(self, run: _Run, position: int, names: int) -> bool:
        """Tell a word with the article that closes a name: no office, style, modifier or head of a body is one."""
        token, tokens, tables = self.sheet.tokens[position], self.sheet.tokens, self.sheet.tables
        if position in self.offices or position in self.titles or not self.words.may_be_family(token):
            return False
        if position - 1 > run.start and self.words.may_be_family(tokens[position - 1]):
            return False
        if any(table.at(tokens, position) for table in (tables.modifiers, tables.styles, tables.heads)):
            return False
        if self.words.is_everyday_word(token):
            origin = run.titled and any(c.kind == "demonym" for c in self.sheet.chunks_in(position, position + 1))
            if origin and self._is_behind_land(run.start):
                return True
            origin = origin or (run.titled and token.text.endswith(tuple(tables.listed("family_endings"))))
            return names == 1 and (run.full or (origin and self.words.is_given(tokens[run.start])))
        chained = any(t.has(self.words.particles) for t in tokens[run.start : position])
        return run.titled or (names == 1 and self.words.is_well_known(tokens[run.start])) or (names > 1 and chained)

    def _is_behind_land(self, start: int) -> bool:
        """Tell a name right behind the land of an office: what says of whose land somebody is belongs to the name.

        "رئيس الوزراء العراقي كريم السوداني" is of no second land.
        """
        return any(c.stop == start and c.kind in _LANDS for c in self.sheet.chunks_in(start - 1, start))

    def _is_plain(self, position: int, *, after_name: bool = False) -> bool:
        """Tell a word that no clitic, office, table or list of function words claims."""
        token, words = self.sheet.tokens[position], self.words
        if position in self.blocked or position in self.offices or not token.is_word or len(token.text) <= 2:
            return False
        return not token.has(words.stops) and not words.hides_word(token, after_name=after_name)
