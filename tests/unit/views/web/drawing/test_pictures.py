"""Geometry and links of each picture, on hand-made records and on any number of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.views.web.drawing.reading_back import (
    box_of,
    find_overlaps,
    has_inline_style,
    list_ids,
    list_links,
    parse,
)  # fmt: skip

from dragoman.views.web.drawing import (
    Bar,
    Cell,
    Dot,
    Edge,
    Node,
    Place,
    Pole,
    Stretch,
    Tenure,
    Words,
    draw_histogram,
    draw_map,
    draw_matrix,
    draw_network,
    draw_spark,
    draw_tenures,
    fill_gaps,
)  # fmt: skip
from dragoman.views.web.drawing.boxes import Box
from dragoman.views.web.drawing.network import choose_lines
from dragoman.views.web.drawing.places import Land, gather, height_of
from dragoman.views.web.drawing.regions import REGIONS
from dragoman.views.web.drawing.times import TimeScale, pick_ticks

WORDS = Words("picture", 'A title with <angles> & "quotes"', "A description")
NAMES = (  # invented
    "Имангали Демирсой",
    "سعيد الكاتب",
    "دبیرخانهٔ سازمان همکاری‌های منطقه‌ای",
    "Ministry of Foreign Affairs of Ruritania",
    "Ли",
)
texts = st.sampled_from(NAMES) | st.text(st.characters(codec="utf-8"), max_size=40)
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
LAND = Land("/static/world.svg")


def write_day(day: date, unit: str) -> str:
    return {"year": f"{day.year}", "month": f"{day:%Y-%m}", "day": f"{day}"}[unit]


def check(markup: str) -> None:
    root = parse(markup)
    ids = list_ids(root)
    assert len(ids) == len(set(ids))
    assert not has_inline_style(root)


# -- histogram


def test_each_bar_is_a_link_with_a_title_and_empty_days_have_none():
    bars = [
        Bar(date(2023, 3, 1), date(2023, 3, 2), 4, "/?since=2023-03-01", "four"),
        Bar(date(2023, 3, 2), date(2023, 3, 3), 0),
    ]
    root = parse(draw_histogram(bars, words=WORDS, form=write_day))
    assert list_links(root) == ["/?since=2023-03-01"]
    assert root.find("a/title").text == "four"


def test_time_runs_from_the_right_where_the_page_does():
    bars = [Bar(date(2023, 1, 1), date(2023, 1, 2), 1, "/a"), Bar(date(2023, 1, 2), date(2023, 1, 3), 1, "/b")]
    lefts = {}
    for mirrored in (False, True):
        root = parse(draw_histogram(bars, words=WORDS, form=write_day, mirrored=mirrored))
        lefts[mirrored] = [float(one.find("rect[@class='hit']").attrib["x"][:-1]) for one in root.iter("a")]
    assert lefts == {False: [0, 50], True: [50, 0]}


def test_the_only_bar_does_not_fill_the_picture():
    root = parse(draw_histogram([Bar(date(2023, 1, 1), date(2023, 1, 2), 1, "/a")], words=WORDS, form=write_day))
    bar, column = (root.find(f"a/rect[@class='{name}']").attrib for name in ("bar", "hit"))
    assert (bar["x"], bar["width"]) == ("48%", "4%")
    assert (column["x"], column["width"]) == ("0%", "100%")


def test_months_without_events_are_bars_of_nothing():
    bars = fill_gaps([(date(2022, 11, 1), 2), (date(2023, 2, 1), 5)], "month")
    assert [(bar.start.month, bar.events) for bar in bars] == [(11, 2), (12, 0), (1, 0), (2, 5)]


@given(st.lists(st.tuples(days, st.integers(0, 10_000)), min_size=1, max_size=60), st.booleans())
@settings(max_examples=40, deadline=None)
def test_any_bars_lie_inside_and_no_words_of_the_axis_meet(counts, mirrored):
    starts = sorted(dict(counts).items())
    bars = [Bar(start, start + timedelta(1), count, "/x") for start, count in starts]
    markup = draw_histogram(bars, words=WORDS, form=write_day, mirrored=mirrored)
    check(markup)
    root = parse(markup)
    for rect in root.iter("rect"):
        left, width = float(rect.attrib["x"][:-1]), float(rect.attrib["width"][:-1])
        assert left >= 0 and left + width <= 100.1
    for name, width in (("only-narrow", 300.0), ("only-wide", 680.0)):
        boxes = [box_of(text, width=width) for text in root.find(f".//g[@class='{name}']").iter("text")]
        assert not find_overlaps(boxes)
        assert all(box.left >= -0.5 and box.right <= width + 0.5 for box in boxes)


@pytest.mark.parametrize(
    ("start", "stop", "wanted"),
    [
        (date(2023, 3, 1), date(2023, 3, 6), "2023-03-0"),
        (date(2023, 1, 1), date(2023, 7, 1), "2023-0"),
        (date(1990, 1, 1), date(2024, 1, 1), "20"),
    ],
)
def test_the_axis_names_days_months_or_years_by_how_long_it_is(start, stop, wanted):
    ticks = pick_ticks(TimeScale(start, stop), write_day, width=680)
    assert len(ticks) >= 3
    assert any(tick.text.startswith(wanted) for tick in ticks)


# -- spark lines


@given(st.lists(st.integers(0, 1000), max_size=50), st.booleans())
def test_a_spark_line_stays_in_its_frame(series, mirrored):
    markup = draw_spark(series, words=WORDS, mirrored=mirrored)
    if not series:
        assert markup == ""
        return
    check(markup)
    for line in parse(markup).iter("polyline"):
        points = [tuple(map(float, point.split(","))) for point in line.attrib["points"].split()]
        assert len(points) == len(series)
        assert all(0 <= x <= 96 and 0 <= y <= 20 for x, y in points)


# -- offices


def test_a_tenure_of_unknown_ends_fades_and_one_of_stated_ends_does_not():
    stated = Tenure("Secretary", "/office/x", "2019–2021", date(2019, 1, 1), date(2021, 1, 1))
    seen = stated._replace(start_is_stated=False, fades_to=date(2023, 1, 1))
    assert len(parse(draw_tenures([stated], words=WORDS, form=write_day)).findall(".//linearGradient")) == 0
    assert len(parse(draw_tenures([seen], words=WORDS, form=write_day)).findall(".//linearGradient")) == 2


def test_gaps_overlaps_and_events_are_marked_and_linked():
    tenure = Tenure("Secretary", "/office/x", "2019", date(2019, 1, 1), date(2020, 1, 1), note="acting", marks="acting")
    gap = Stretch("gap", date(2020, 1, 1), date(2020, 6, 1), "nobody known")
    dot = Dot(date(2019, 5, 1), "/event/1", "met")
    root = parse(draw_tenures([tenure], words=WORDS, form=write_day, stretches=[gap], dots=[dot]))
    assert root.find(".//rect[@class='gap']/title").text == "nobody known"
    assert list_links(root) == ["/office/x", "/event/1"]
    assert root.find(".//rect[@class='tenure acting']") is not None


@given(st.lists(st.tuples(texts, days, days, st.booleans(), st.booleans()), min_size=1, max_size=12), st.booleans())
@settings(max_examples=40, deadline=None)
def test_any_tenures_make_bars_inside_the_strip(rows, mirrored):
    tenures = [
        Tenure(name, "/o", "2020", min(a, b), max(a, b), stated, max(a, b) + timedelta(400) if fades else None)
        for name, a, b, stated, fades in rows
    ]
    markup = draw_tenures(tenures, words=WORDS, form=write_day, mirrored=mirrored)
    check(markup)
    for rect in parse(markup).iter("rect"):
        left, width = float(rect.attrib["x"][:-1]), float(rect.attrib["width"][:-1])
        assert left >= 0 and width > 0 and left + width <= 100.5


# -- pairs


def test_each_pair_is_linked_from_both_its_cells_and_nobody_meets_himself():
    poles = [Pole("a", "Аня"), Pole("b", "بابک"), Pole("c", "Cy")]
    root = parse(
        draw_matrix(poles, cells={("a", "b"): Cell(9, "/pair/a/b"), ("c", "a"): Cell(1, "/pair/c/a")}, caption="Who")
    )
    assert sorted(list_links(root)) == ["/pair/a/b", "/pair/a/b", "/pair/c/a", "/pair/c/a"]
    assert [one.attrib.get("class") for one in root.findall(".//tbody/tr[1]/td")] == [None, "shade-5", "shade-1"]
    assert root.find(".//tbody/tr[2]/th/bdi").attrib["dir"] == "rtl"


# -- network


def network(labels, ties, ego=None):
    nodes = [Node(f"n{i}", label, "person", len(labels) - i, f"/entity/n{i}") for i, label in enumerate(labels)]
    edges = [Edge(f"n{a}", f"n{b}", weight, "meet", f"/pair/n{a}/n{b}") for (a, b), weight in ties.items()]
    return draw_network(nodes, edges=edges, words=WORDS, ego=ego)


def labels_of(root):
    return [text for text in root.iter("text") if text.attrib["class"] == "label"]


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_in_any_network_labels_do_not_meet_and_stay_inside(data):
    labels = data.draw(st.lists(texts, min_size=1, max_size=70))
    number = st.integers(0, len(labels) - 1)
    ties = data.draw(st.dictionaries(st.tuples(number, number), st.integers(1, 500), max_size=120))
    ties = {(a, b): weight for (a, b), weight in ties.items() if a < b}
    ego = data.draw(st.none() | st.just("n0"))
    markup = network(labels, ties, ego)
    check(markup)
    root = parse(markup)
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    boxes = [box_of(text) for text in labels_of(root)]
    assert not find_overlaps(boxes)
    assert all(Box(0, 0, width, height).holds(box) for box in boxes)
    for circle in root.iter("circle"):
        x, y, r = (float(circle.attrib[key]) for key in ("cx", "cy", "r"))
        assert Box(0, 0, width, height).holds(Box.around(x, y, r))
        assert not any(Box(x - r, y - r, 2 * r, 2 * r).meets(box) for box in boxes)
    assert len(list(root.iter("circle"))) == min(len(labels), 60)


def test_every_node_and_every_edge_is_a_link_and_edges_are_not_in_the_way_of_the_keyboard():
    root = parse(network(NAMES, {(0, 1): 3, (1, 2): 1, (0, 4): 7}, "n0"))
    assert list_links(root)[:3] == ["/pair/n0/n4", "/pair/n0/n1", "/pair/n1/n2"]
    assert list_links(root)[3:] == [f"/entity/n{i}" for i in range(5)]
    assert [one.attrib.get("tabindex") for one in root.iter("a")] == ["-1"] * 3 + [None] * 5


def test_forty_names_of_usual_length_all_find_their_place():
    labels = [NAMES[i % 5] for i in range(40)]
    ties = {(i % 7, j): 1 + j % 5 for i, j in enumerate(range(7, 40))} | {(0, j): 3 for j in range(1, 12)}
    assert len(labels_of(parse(network(labels, ties, "n0")))) == 40


def test_the_same_network_gives_the_same_picture():
    assert network(NAMES, {(0, 1): 3, (2, 3): 1}) == network(NAMES, {(0, 1): 3, (2, 3): 1})


def test_each_label_runs_as_its_letters_do():
    root = parse(network(("Демирсой", "سعيد"), {(0, 1): 1}))
    assert [text.attrib["direction"] for text in labels_of(root)] == ["ltr", "rtl"]


# -- map


def place(id, latitude, longitude, events=1, label="Somewhere"):
    return Place(id, label, latitude, longitude, events, f"/?place={id}")


def test_places_that_would_cover_each_other_are_one_circle_that_leads_closer():
    places = [place("a", 38.5, 68.8, 9), place("b", 38.6, 68.9, 2), place("c", 60, 30, 1)]
    markup = draw_map(
        places, frame=REGIONS["world"], land=LAND, words=WORDS, zoom=lambda some: "/map?region=" + some[0].id
    )
    root = parse(markup)
    assert list_links(root) == ["/map?region=a", "/?place=c"]
    assert [text.text for text in root.iter("text") if text.attrib["class"] == "number"] == ["11", "1"]
    assert [use.attrib["href"] for use in root.iter("use")] == ["/static/world.svg#land", "/static/world.svg#borders"]


def test_borders_can_be_left_out():
    markup = draw_map([], frame=REGIONS["europe"], land=Land("/w.svg", False), words=WORDS, zoom=lambda some: None)
    assert [use.attrib["href"] for use in parse(markup).iter("use")] == ["/w.svg#land"]


@given(
    st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180), st.integers(1, 5000), texts), max_size=120),
    st.sampled_from(sorted(REGIONS)),
)
@settings(max_examples=40, deadline=None)
def test_on_any_map_circles_and_labels_do_not_meet_and_stay_inside(rows, region):
    places = [place(f"p{i}", *row[:3], label=row[3]) for i, row in enumerate(rows)]
    frame = REGIONS[region].shape()
    markup = draw_map(places, frame=frame, land=LAND, words=WORDS, zoom=lambda some: "/map")
    check(markup)
    root = parse(markup)
    whole = Box(0, 0, 1000, height_of(frame))
    boxes = [box_of(text) for text in labels_of(root)]
    assert not find_overlaps(boxes)
    assert all(whole.holds(box) for box in boxes)
    circles = [Box.around(*(float(one.attrib[key]) for key in ("cx", "cy", "r"))) for one in root.iter("circle")]
    assert all(whole.holds(circle) for circle in circles)
    assert not any(circle.meets(box) for circle in circles for box in boxes)
    inside = [one for one in places if frame.has(one.latitude, one.longitude)]
    assert sum(cluster.events for cluster in gather(places, frame=frame)) == sum(one.events for one in inside)


def test_of_many_ties_the_heaviest_of_each_are_drawn_and_all_of_the_one_in_the_middle():
    nodes = [Node(f"n{i}", "x", "person", 1, "/") for i in range(30)]
    edges = [Edge(f"n{a}", f"n{b}", 1 + (a * 7 + b) % 13, "meet", "/") for a in range(30) for b in range(a)]
    drawn = choose_lines(nodes, edges=edges, ego="n3")
    assert len(drawn) < len(edges) / 3
    assert sum("n3" in (edge.a, edge.b) for edge in drawn) == 29
    assert {id for edge in drawn for id in (edge.a, edge.b)} == {node.id for node in nodes}
