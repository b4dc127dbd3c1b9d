from time import process_time

import pytest

from dragoman.language.scripts import fold_keep_length
from dragoman.language.tables import DATA, read_table
from dragoman.reading.articles.hovercards import cut_hover_cards
from dragoman.reading.articles.lexicon import level_line, load_furniture
from dragoman.reading.articles.lines import Line, clean_text, find_domain, is_breadcrumb, is_name, split_lines
from dragoman.reading.articles.publication import parse_published
from dragoman.reading.articles.repetition import label_repeated


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Показы: 719", "counter"),
        ("VIEWS: 1,304", "counter"),
        ("القراءات: ١٢", "counter"),
        ("تعداد بازدید : 22", "counter"),
        ("Share post:", "navigation"),
        ("Фото: А. Лесная", "caption"),
        ("Все права защищены", "navigation"),
        (
            "Мы в стране ждали этого договора шесть лет, и теперь он подписан, заявил вчера журналистам посол.",
            None,
        ),
        ("By spring the treaty will be signed", "byline"),
        ("Talks went on", None),
    ],
)
def test_the_lexicon_knows_furniture(text, reason):
    furniture = load_furniture()
    key = level_line(text)
    found = (
        furniture.find_prefix(Line(text, folded=text.lower()).folded) if furniture.line_reason(key) is None else None
    )
    assert (furniture.line_reason(key) or (found.reason if found else None) or _contained(text)) == reason


def _contained(text):
    found = load_furniture().find("contains", text.lower())
    return found.reason if found else None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Читайте также", "related"),
        ("More like this", "related"),
        ("المزيد من سياسة", "related"),
        ("إقرأ أيضاً", "related"),
        ("پربیننده‌ترین اخبار", "related"),
        ("Комментарии (3)", "comment-form"),
        ("Talks", None),
    ],
)
def test_section_headings(text, reason):
    assert load_furniture().section_reason(level_line(text)) == reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Home > World > Asia", True),
        ("News / Asia", True),
        ("صفحه اصلی » سیاسی", True),
        ("Talks / the second round of them has begun", False),
        ("The treaty was signed.", False),
    ],
)
def test_breadcrumbs(text, expected):
    assert is_breadcrumb(Line(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Пётр Заречный", True), ("Ada B. Brook", True), ("Ada", False), ("Ada said so", False), ("سلمى النجار", False)],
)
def test_names(text, expected):
    assert is_name(text) is expected


@pytest.mark.parametrize(
    ("text", "host"),
    [("example.org", "example.org"), ("https://www.example.org/", "example.org"), ("12.04.2021", None)],
)
def test_domains(text, host):
    assert find_domain(Line(text)) == host


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("**Bold** title", "Bold title"),
        ("[Join](https://t.me/x) us", "Join us"),
        ("[  Join](https://t.me/x) us", "Join us"),
        ("  a\u00a0 b\t", "a b"),
        ("__x__", "x"),
    ],
)
def test_clean_text(raw, clean):
    assert clean_text(raw) == clean


def test_an_end_mark_cuts_the_line_and_keeps_the_rest():
    first, rest = split_lines("گفتگوها ادامه یافت. انتهای پیام/ ۱۲", load_furniture())
    assert (first.text, first.label) == ("گفتگوها ادامه یافت.", None)
    assert rest.label == "other"


def test_hover_cards_go_and_the_sentence_stays():
    paragraph = "Приняли Тимура Горского Горский Тимур Львович посол соседней страны , и Анну Белову."
    assert cut_hover_cards([paragraph], furniture=load_furniture()) == (
        ["Приняли Тимура Горского, и Анну Белову."],
        ["Горский Тимур Львович посол соседней страны"],
    )
    plain = "Приняли Тимура Горского и Анну Львовну Белову."
    assert cut_hover_cards([plain], furniture=load_furniture()) == ([plain], [])


def test_a_second_copy_cut_otherwise_is_repeated():
    one, two = (
        "The talks on the shared river went on until the evening.",
        "They will be resumed in the spring, both said.",
    )
    lines = [Line(text, label="body") for text in (one, two, f"{one} {two}", "Short.", "Short.")]
    label_repeated(lines)
    assert [line.label for line in lines] == ["body", "body", "repeated", "body", "body"]


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("2021-04-12T10:15:00Z", "en", "2021-04-12"),
        ("12.04.2021", "ru", "2021-04-12"),
        ("12 апреля 2021 года, 10:15", "ru", "2021-04-12"),
        ("Дата публикации: 12 апреля 2021", "en", "2021-04-12"),
        ("۱۴ اسفند ۱۴۰۱", "fa", "2023-03-05"),
        ("© 2019-04-12 The Courier", "en", None),
        ("no date", "en", None),
    ],
)
def test_parse_published(text, language, value):
    found = parse_published(text, language)
    assert (found.value if found else None) == value


def _fires(row):
    furniture, folded = load_furniture(), fold_keep_length(row["example"])
    key = level_line(row["example"])
    if row["shape"] == "line":
        return furniture.line_reason(key)
    if row["shape"] == "section":
        return furniture.section_reason(key)
    if row["shape"] in ("agency", "agency-noun"):
        return key in (furniture.agencies if row["shape"] == "agency" else furniture.agency_nouns)
    if row["shape"] == "outlet":
        return furniture.find_kept("outlet", folded, row["example"])
    if row["shape"] == "inline":
        return list(furniture.find_inside(folded))
    return furniture.find(row["shape"], folded)


@pytest.mark.parametrize("tag", ["ar", "en", "fa", "ru"])
def test_the_example_of_every_row_fires(tag):
    table = DATA.joinpath("languages", tag, "noise.tsv")
    rows = list(read_table(table, required=("form", "shape", "reason", "example")))
    assert [row["form"] for row in rows if not _fires(row)] == []
    assert len({(row["form"], row["shape"]) for row in rows}) == len(rows) > 400


@pytest.mark.parametrize(
    ("text", "of"), [("a" + "-" * 60_000 + "b", level_line), ("[" + " " * 60_000 + "](x)", clean_text)]
)
def test_no_line_takes_longer_than_its_length(text, of):
    began = process_time()
    assert isinstance(of(text), str)
    assert process_time() - began < 5  # it grew with the square: minutes
