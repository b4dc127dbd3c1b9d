"""Names of persons: which runs of name words are believed, and why."""

from collections.abc import Iterable, Iterator

from dragoman.language.tokens import Token
from dragoman.reading.mentions.bounded_names import find_bounded_names, find_names_in_quotes
from dragoman.reading.mentions.name_runs import NameRuns
from dragoman.reading.mentions.offices import OfficePhrase
from dragoman.reading.mentions.quoted_names import find_quoted_names
from dragoman.reading.mentions.titled_names import find_names_after_titles, find_names_before_titles, title_follows
from dragoman.reading.sheet import Chunk, Sentence, Sheet

_SPOKEN_MARKS = frozenset(",\"”'’")


_FOREIGN = 3
_LAND = 4
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


class NameFinder:
    """Finds the runs of tokens in one sheet that name a person.

    The rule of a chunk says why its run is believed: it follows an office or an honorific (``title-name``), an office
    in apposition follows (``name-title``), it holds known parts of names (``name-parts``), no dictionary has its words
    (``name-unknown``), it stands beside a verb of speech (``name-verb``), it fills the place of who speaks
    (``name-speech``), or it stands alone in quotation marks (``name-quoted``).
    """

    def __init__(self, sheet: Sheet, phrases: Iterable[OfficePhrase], closed: Iterable[Chunk] = ()) -> None:
        """Prepare for one sheet whose gazetteer chunks and office phrases are known.

        No name of a person begins or goes on in a ``closed`` chunk: the page's own agency, which is no entity.
        """
        self.sheet = sheet
        self.runs = NameRuns(sheet, phrases, closed)
        self.words = self.runs.words

    def find(self) -> list[Chunk]:
        """Return the person chunks from left to right, none overlapping; what a title introduces comes first."""
        found: dict[int, Chunk] = {}
        for sentence in self.sheet.sentences:
            for chunk in self._candidates(sentence):
                if not any(i in found for i in range(chunk.first, chunk.stop)):
                    found.update((i, chunk) for i in range(chunk.first, chunk.stop))
        return sorted(set(found.values()), key=lambda c: c.first)

    def _candidates(self, sentence: Sentence) -> Iterator[Chunk]:
        """All names of a sentence, the surest kinds first; they may overlap."""
        introduced = [*find_quoted_names(self.runs, sentence), *find_names_before_titles(self.runs, sentence)]
        yield from introduced
        yield from find_names_after_titles(self.runs, sentence, introduced)
        yield from find_names_in_quotes(self.runs, sentence)
        yield from find_bounded_names(self.runs, sentence)
        yield from self._after_speech(sentence)
        yield from self._bare(sentence)

    def _after_speech(self, sentence: Sentence) -> Iterator[Chunk]:
        """Where the verb comes first, two or more likely names after a verb of speech are the name of who speaks."""
        if not self.words.articles:
            return
        tokens, tables = self.sheet.tokens, self.sheet.tables
        speech = tables.listed("speech_verbs") - tables.listed("prepositions")
        for position in range(sentence.first, sentence.stop - 1):
            if not tokens[position].has(speech):
                continue
            stop = self.runs.find_stop(position + 1, sentence.stop)
            words = tokens[position + 1 : stop]
            if len(words) > 1 and all(self.words.is_likely(word) for word in words):
                yield self.runs.make_chunk(position + 1, stop, "name-verb")

    def _bare(self, sentence: Sentence) -> Iterator[Chunk]:
        """The runs that are believed for their own words or for what follows them."""
        position = sentence.first
        for start in self.runs.find_starts(sentence):
            if start < position:
                continue
            stop = self.runs.find_stop(start, sentence.stop)
            if stop <= start or (stop - start > 1 and self._opens_phrase(start, sentence)):
                continue
            if rule := self._reason(start, stop, sentence):
                yield self.runs.make_chunk(start, stop, rule)
            if rule or not self.words.caseless:
                position = stop

    def _opens_phrase(self, position: int, sentence: Sentence) -> bool:
        """Tell a word before a name that is none: an everyday word that opens the sentence, or the head of a phrase."""
        token = self.sheet.tokens[position]
        if self.runs.is_family_in_capitals(position, sentence.stop):
            return False
        return self.words.heads_phrase(token) or (position == sentence.first and self.words.is_everyday(token))

    def _reason(self, start: int, stop: int, sentence: Sentence) -> str | None:
        """The rule by which a run is a name, or ``None``."""
        particles = self.words.particles
        words = [t for t in self.sheet.tokens[start:stop] if t.is_word and not t.has(particles) and len(t.text) > 1]
        if self.runs.is_family_in_capitals(start, stop):
            return "name-given"
        if len(words) > 1:
            if self._begins_with_given(words):
                sure = words[0].key in self.sheet.tables.name_roles.get("well-known", frozenset())
                return "name-given" if sure else "name-parts"
            if title_follows(self.runs, stop, sentence.stop) and self.words.any_likely(words):
                return "name-title"
            if self._are_foreign(words):
                return "name-parts"
        return None if self.words.caseless else self._reason_by_capitals(words, (start, stop), sentence)

    def _are_foreign(self, words: list[Token]) -> bool:
        """Tell two or three words, where the article is written on: listed ones, of which no dictionary has one."""
        opens = words[0].has(self.sheet.tables.listed("main_verbs"))
        if not self.words.articles or len(words) > _FOREIGN or opens:
            return False
        listed, unknown = self.words.is_listed, self.words.is_unknown
        return all(listed(word) for word in words) and any(unknown(word) for word in words)

    def _reason_by_capitals(self, words: list[Token], bounds: tuple[int, int], sentence: Sentence) -> str | None:
        """The rule by which capitalised words are a name, or ``None``."""
        start, stop = bounds
        if len(words) > 1 and self.words.are_mostly_listed(words):
            return "name-parts"
        if 2 <= len(words) <= 3 and not sentence.is_title and self._are_strange(words):
            return "name-unknown"
        if stop - start == 1 and (self._speaks(start, sentence) or self._leads_country(start, sentence)):
            return "name-verb"
        return None

    def _begins_with_given(self, words: list[Token]) -> bool:
        """Tell a given name first; without capitals it is well known, or the next word is likely to be a name."""
        if not (self.words.is_given(words[0]) or self.words.closes_given(words[1])):
            return False
        return not self.words.caseless or self.words.is_likely(words[1]) or self.words.is_well_known(words[0])

    def _are_strange(self, words: list[Token]) -> bool:
        """Tell words that no dictionary has: likely a foreign name, save in another script outside brackets."""
        tables = self.sheet.tables
        bracketed = self.sheet.text[max(words[0].start - 1, 0)] == "("
        foreign = tables.pack.script != "Latn" and words[0].text.isascii() and not bracketed
        return not foreign and all(not w.text.isupper() and not tables.morphology.knows(w.text) for w in words)

    def _speaks(self, position: int, sentence: Sentence) -> bool:
        """Tell a single capitalised word inside a sentence, right beside a verb of speech: '..., Kern said'."""
        if position == sentence.first or sentence.is_title or not self._may_be_family_name(position):
            return False
        tokens, verbs = self.sheet.tokens, self.sheet.tables.listed("speech_verbs")
        before, after = tokens[position - 1], tokens[position + 1] if position + 1 < sentence.stop else None
        if before.text in _SPOKEN_MARKS and after is not None and after.key in verbs:
            return True
        inverted = before.key in verbs and position - 1 > sentence.first and tokens[position - 2].text in _SPOKEN_MARKS
        return inverted and (after is None or not after.is_word)

    def _leads_country(self, position: int, sentence: Sentence) -> bool:
        """Tell whom a country's possessive names beside a verb of leaders: "Ruritania's Kern meets Utopia's Brand".

        A company does other things, and no dictionary has the word.
        """
        tokens, tables = self.sheet.tokens, self.sheet.tables
        verbs, mark = tables.listed("leader_verbs"), position - 1
        if not verbs or mark <= sentence.first or tokens[mark].text not in _POSSESSIVES:
            return False
        land = next((c for c in self.sheet.chunks_in(max(sentence.first, mark - _LAND), mark) if c.stop == mark), None)
        word = tokens[position]
        if land is None or land.kind != "country" or not self._may_be_family_name(position):
            return False
        if word.text.isupper() or tables.morphology.knows(word.text):
            return False
        after = tokens[position + 1 : min(position + 3, sentence.stop)]
        leads = any(
            t.key in verbs for t in after[: 1 + (bool(after) and after[0].has(tables.listed("infinitive_marks")))]
        )
        return leads or (land.first > sentence.first and tokens[land.first - 1].key in verbs)

    def _may_be_family_name(self, position: int) -> bool:
        """Tell a word that is no short or compound one, no plural, no head of a body's name and no place."""
        token = self.sheet.tokens[position]
        if len(token.text) < 3 or "-" in token.text or token.text.endswith("s"):
            return False
        return not self.sheet.tables.heads.at(self.sheet.tokens, position) and position not in self.runs.blocked
