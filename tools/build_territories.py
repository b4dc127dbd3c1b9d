"""Builds ``data/territories/territories.tsv``: names of states and regions in many languages.

Sources: Unicode CLDR (through babel), iso-codes (through pycountry) and the hand-written tables in
``data/territories/hand``. Run it with ``python tools/build_territories.py``.
"""

import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pycountry
from babel import Locale
from rapidfuzz import fuzz, process

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "src" / "dragoman" / "data" / "territories"
HAND = FOLDER / "hand"
WRITTEN = ("en", "ru", "ar", "fa")
LOCALES = {tag: tag for tag in (*WRITTEN, "tg", "kk", "ky", "uz", "tr", "uk", "zh", "fr")}
HISTORIC = {"SU", "YU", "DD", "CS"}
NOT_ISO = {"XK"}
WEAK = {
    "en": {"Chad", "Georgia", "Jordan", "Guinea", "Grenada", "Jersey", "Guernsey", "Dominica", "Montserrat"},
    "ru": {"Мали", "Того", "Чад", "Ниуэ", "Гуам", "Джерси"},
    "ar": {"عمان", "مالي", "مان", "بنين", "البنين", "نيوي", "جيرسي"},
    "fa": {"مالی", "چک", "کره", "غنا", "گینه", "موریس", "جرسی", "پرو", "گوام"},
}

Name = tuple[str, str, str, str]  # language, name, form, strength


def read_hand(name: str) -> Iterator[tuple[str, dict[str, list[tuple[str, str]]]]]:
    """Yield the key and, by language, the names with their strength of each row of a hand-written table."""
    for line in (HAND / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            key, *cells = line.split("\t")
            yield key, {tag: split_names(cell) for tag, cell in zip(WRITTEN, cells, strict=True)}


def split_names(cell: str) -> list[tuple[str, str]]:
    """Split ``A|B~`` into names with strength; a tilde marks a weak one."""
    names = [name.strip() for name in cell.split("|") if name.strip()]
    return [(name.rstrip("~"), "weak" if name.endswith("~") else "strong") for name in names]


def cldr_names(code: str) -> Iterator[Name]:
    """Yield CLDR's name of a state in every language, without its bracketed parts."""
    for tag, locale in LOCALES.items():
        name = Locale.parse(locale).territories.get(code)
        if name:
            for form in spell_out(re.sub(r"\s*[（(].*?[)）]", "", name), tag):
                yield tag, form, "short", "strong"


def spell_out(name: str, tag: str) -> Iterator[str]:
    """Yield the spellings of one source name: without abbreviation, ampersand, hamza over heh, zero-width joints."""
    if tag == "ru":
        name = name.replace("о-ва ", "острова ").replace("о-в ", "остров ").replace(" о-ва", " острова")
    if tag == "fa":
        name = re.sub("[\u064b-\u0654]", "", name).split("،")[0]
    if tag == "ar":
        name = re.sub("[\u064b-\u0652]", "", name)
    if tag == "en":
        name = name.replace(" & ", " and ").replace("St. ", "Saint ").removesuffix(" SAR China")
    yield name
    if tag == "fa" and "\u200c" in name:
        yield name.replace("\u200c", " ")


def agrees(name: str, tag: str, *, code: str, known: dict[str, dict[str, str]]) -> bool:
    """Tell whether a name of iso-codes resembles the other sources' name of that state more than any other state's.

    The catalogues hold a few slips: the Persian one translates Eritrea by the name of Palestine.
    """
    best = process.extractOne(name, known[tag].keys(), scorer=fuzz.ratio)
    inside = any(other in name for other, owner in known[tag].items() if owner == code)
    return inside or (best is not None and known[tag][best[0]] == code and best[1] >= 60)


def iso_names(code: str) -> Iterator[Name]:
    """Yield the short, common and official names of ISO 3166 in the four languages and Tajik."""
    state = pycountry.countries.get(alpha_2=code)
    fields = ((field, getattr(state, field, "")) for field in ("name", "common_name", "official_name"))
    english = [(field, name) for field, name in fields if name]
    for tag in (*WRITTEN, "tg"):
        catalogue = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[tag], fallback=tag == "en")
        for field, name in english:
            local = catalogue.gettext(name)
            if (tag == "en" or local != name) and "," not in local and "،" not in local:
                form = "official" if field == "official_name" else "variant"
                yield from ((tag, spelling, form, "strong") for spelling in spell_out(local.strip(), tag))


def hand_names(names: dict[str, list[tuple[str, str]]]) -> Iterator[Name]:
    """Yield hand-written names; the first of a language is its label."""
    for tag, written in names.items():
        for position, (name, strength) in enumerate(written):
            yield tag, name, "label" if position == 0 else "variant", strength


def state_codes() -> list[str]:
    """Return the codes of the states, ISO 3166-1 plus Kosovo, sorted."""
    return sorted({state.alpha_2 for state in pycountry.countries} | NOT_ISO)


def collect_names(sources: list[Iterator[Name]]) -> list[Name]:
    """Return the names once each, the first source first; exactly one label per language."""
    chosen: dict[tuple[str, str], Name] = {}
    labelled: set[str] = set()
    for tag, name, form, strength in (entry for source in sources for entry in source):
        name = re.sub(r"\s+", " ", name.replace("\u0301", "")).strip()
        if not name or (tag, name) in chosen:
            continue
        form = "label" if tag not in labelled else "variant" if form == "label" else form
        labelled.add(tag)
        chosen[tag, name] = (tag, name, form, "weak" if name in WEAK.get(tag, ()) else strength)
    return list(chosen.values())


def all_rows() -> Iterator[str]:
    """Yield the lines of the table, states before regions."""
    yield "id\tkind\tlang\tname\tform\tstrength"
    written = dict(read_hand("countries.txt"))
    trusted = {code: collect_names([hand_names(written.get(code, {})), cldr_names(code)]) for code in state_codes()}
    known: dict[str, dict[str, str]] = {tag: {} for tag in LOCALES}
    for code, names in trusted.items():
        for tag, name, _, _ in names:
            known[tag].setdefault(name, code)
    for code, names in trusted.items():
        extra = [] if code in NOT_ISO else list(iso_names(code))
        kept = (name for name in extra if agrees(name[1], name[0], code=code, known=known))
        yield from (f"territory:{code}\tcountry\t" + "\t".join(name) for name in collect_names([iter(names), kept]))
    for code in sorted(HISTORIC):
        yield from (
            f"territory:{code}\tcountry\t" + "\t".join(name) for name in collect_names([hand_names(written[code])])
        )
    for table in ("regions.txt", "us_states.txt"):
        for slug, written_names in read_hand(table):
            lines = collect_names([hand_names(written_names)])
            yield from (f"territory:{slug}\tregion\t" + "\t".join(name) for name in lines)


def main() -> None:
    """Write the table."""
    (FOLDER / "territories.tsv").write_text("\n".join(all_rows()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
