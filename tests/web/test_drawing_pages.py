"""Entities, offices, pairs, the network and the map as pages: what they show, where they lead, and in which formats."""

import csv
import hashlib
import io
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import networkx
import pytest
from fastapi.testclient import TestClient

from dragoman.app import Dragoman, open_dragoman
from dragoman.views.web.application import make_application
from dragoman.views.web.assets import FOLDER

LANGUAGES = ("en", "ru", "ar", "fa")
ECO = "organisation:eco"
PAGES = (
    "/entities", f"/entity/{ECO}", "/entity/territory:IR", f"/office/secretary-general?of={ECO}",
    "/office/secretary-general", f"/pair/{ECO}/territory:KZ", "/network", f"/network?around={ECO}", "/network/explore",
    "/map", "/map?region=central-asia", "/map?region=territory:TJ&borders=0",
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_every_page_speaks_every_language_and_has_nothing_inline(client: TestClient, path: str, language: str) -> None:
    answer = client.get(path + ("&" if "?" in path else "?") + f"lang={language}")
    assert answer.status_code == 200
    assert f'<html lang="{language}" dir="{"rtl" if language in ("ar", "fa") else "ltr"}"' in answer.text
    assert not re.search(r"<[^>]*\sstyle=|<style|<script(?![^>]*\ssrc=)|\son\w+=", answer.text)
    ids = re.findall(r'\sid="([^"]+)"', answer.text)
    assert len(ids) == len(set(ids)), sorted(id for id in ids if ids.count(id) > 1)


@pytest.mark.parametrize("path", ["/entities", "/network", "/network/explore", "/map"])
def test_an_empty_chronicle_has_pages_too(empty: TestClient, path: str) -> None:
    assert empty.get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/entity/person:nobody", "/entity/person:nobody.json", "/office/doorkeeper", "/pair/person:a/person:b",
        "/pair/x",
        "/map?region=atlantis",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_found_and_says_so(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert len(answer.text) > 80


@pytest.mark.parametrize("path", ["/network?least=none", "/network?least=0", "/map?since=soon", "/network?colour=red"])
def test_a_wrong_condition_is_refused(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 400


# -- entity


def test_an_entity_has_its_names_by_language_with_forms_and_sentences(client: TestClient) -> None:
    text = client.get(f"/entity/{ECO}").text
    assert '<bdi lang="fa" dir="rtl">سازمان همکاری اقتصادی</bdi>' in text
    assert '<bdi lang="ru" dir="ltr">ОЭС</bdi>' in text
    assert text.count("<blockquote") > 10
    assert f'href="/pair/{ECO}/territory:KZ"' in text
    assert 'class="drawing spark"' in text


def test_offices_are_bars_that_lead_to_the_office(client: TestClient, chronicle: Dragoman) -> None:
    holder = chronicle.office("secretary-general", ECO)[0].holder
    text = client.get(f"/entity/{holder}").text
    assert f"/office/secretary-general?of={ECO.replace(':', '%3A')}" in text
    assert 'class="tenure"' in text


def test_an_entity_as_json_has_its_portrait_and_counterparts(client: TestClient) -> None:
    answer = client.get(f"/entity/{ECO}.json").json()
    assert answer["entity"]["id"] == ECO
    assert {one["language"] for one in answer["portrait"]["names"]} == {"ar", "en", "fa", "ru"}
    assert "territory:KZ" in {one["id"] for one in answer["counterparts"]}


def test_the_bars_of_an_entity_narrow_its_events(client: TestClient) -> None:
    text = client.get(f"/entity/{ECO}").text
    bars = re.findall(rf'<a href="(/entity/{ECO}\?since=[^"]+)" class="column">', text)
    assert bars
    narrowed = client.get(bars[0].replace("&amp;", "&")).text
    assert 0 < narrowed.count('<article class="card event"') < text.count('<article class="card event"')


def test_a_merged_id_leads_to_the_entity_that_it_is_part_of(copy_examples: Callable[[], Path]) -> None:
    with open_dragoman(copy_examples()) as opened:
        *_, a, b = (one.id for one in opened.entities(kind="person"))  # named once, so nothing of them stays
        kept = opened.merge(a, b).ids[0]
        gone = next(id for id in (a, b) if id != kept)
        client = TestClient(make_application(opened), follow_redirects=False)
        answer = client.get(f"/entity/{gone}.json?lang=fa")
        assert (answer.status_code, answer.headers["location"]) == (301, f"/entity/{kept}.json?lang=fa")
        assert client.get(f"/pair/{gone}/{ECO}").headers["location"] == f"/pair/{kept}/{ECO}"


# -- office and pair


def test_an_office_names_its_holders_and_those_of_a_date(client: TestClient) -> None:
    text = client.get(f"/office/secretary-general?of={ECO}").text
    assert "Rustam Valizoda" in text and "Orhan Demirsoy" in text
    then = client.get(f"/office/secretary-general.json?of={ECO}&on=2024-12-01").json()
    assert [one["name"] for one in then] == ["Rustam Valizoda"]


def test_a_pair_has_all_between_two_in_either_order(client: TestClient) -> None:
    one, other = (client.get(f"/pair/{path}.json").json() for path in (f"{ECO}/territory:KZ", f"territory:KZ/{ECO}"))
    assert one["total"] == other["total"] == len(one["events"]) > 0
    text = client.get(f"/pair/{ECO}/territory:KZ").text
    assert text.count('<article class="card event"') >= one["total"]


def test_ids_with_slashes_make_a_pair(client: TestClient) -> None:
    assert client.get("/pair/organisation:ministry/foreign-affairs@AF/territory:PK").status_code == 200


# -- network


def test_a_network_is_a_picture_with_links_and_a_table(client: TestClient) -> None:
    text = client.get(f"/network?around={ECO}").text
    svg = re.search(r'<svg class="drawing network" role="group".*?</svg>', text, re.DOTALL)
    assert svg
    root = ElementTree.fromstring(svg.group())
    links = [one.attrib["href"] for one in root.iter("a")]
    assert f"/entity/{ECO}" in links
    assert any(link.startswith("/pair/") for link in links)
    assert any(link.startswith("/network?around=") for link in links)
    assert '<table class="matrix">' in text


def test_a_name_in_any_script_finds_who_stands_in_the_middle(client: TestClient) -> None:
    assert f'<a href="/entity/{ECO}">' in client.get("/network", params={"around": "سازمان همکاری اقتصادی"}).text
    assert client.get("/network", params={"around": "nobody of that name at all"}).status_code == 200


def test_a_network_as_a_graph_file_and_as_a_table(client: TestClient) -> None:
    network = client.get(f"/network.json?around={ECO}").json()
    graph = networkx.read_gexf(io.BytesIO(client.get(f"/network.gexf?around={ECO}").content))
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (len(network["nodes"]), len(network["edges"]))
    rows = list(csv.DictReader(io.StringIO(client.get(f"/network.csv?around={ECO}").content.decode("utf-8-sig"))))
    assert [int(row["events"]) for row in rows] == [one["events"] for one in network["edges"]]


def test_only_the_explorer_loads_the_large_library(client: TestClient) -> None:
    assert "sigma-3.0.3" in client.get("/network/explore").text
    assert not any("sigma" in client.get(path).text for path in ("/network", "/map", f"/entity/{ECO}"))


def test_the_bundles_are_those_that_npm_publishes() -> None:
    lines = (FOLDER / "vendor" / "network-sources.txt").read_text("utf-8").splitlines()
    named = [line.split() for line in lines if not line.startswith("#")]
    assert len(named) == 3
    for package, file, wanted in named:
        name, _, version = package.rpartition("@")
        rest = file.removeprefix("dist/").removeprefix(name)
        bundle = FOLDER / "vendor" / f"{name}-{version}{rest}"
        assert hashlib.sha256(bundle.read_bytes()).hexdigest() == wanted
        assert (FOLDER / "vendor" / f"{name}-{version}-LICENSE.txt").is_file()


# -- map


def test_a_map_has_places_with_counts_and_the_same_as_a_list(client: TestClient) -> None:
    text = client.get("/map?region=central-asia").text
    assert re.search(r'<use class="land" href="/static/\w+/world.svg#land"', text)
    assert 'href="/?place=city%3A1221874"' in text
    assert "de facto" in text
    assert "world.svg#borders" not in client.get("/map?borders=0").text


def test_a_circle_of_several_places_leads_closer(client: TestClient) -> None:
    text = client.get("/map").text
    closer = re.search(r'<a href="(/map\?region=[^"]+)"><title>[^<]* · ', text)
    assert closer
    assert client.get(closer.group(1).replace("&amp;", "&")).status_code == 200


def test_places_as_a_table(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/map.csv").content.decode("utf-8-sig"))))
    tehran = next(row for row in rows if row["id"] == "city:112931")
    assert (tehran["country"], round(float(tehran["latitude"]))) == ("territory:IR", 36)


def test_the_land_says_where_it_is_from_and_has_no_style_of_its_own(client: TestClient) -> None:
    address = re.search(r'href="(/static/\w+/world.svg)#', client.get("/map").text).group(1)
    land = client.get(address)
    assert land.headers["content-type"].startswith("image/svg+xml")
    assert "world-atlas@2.0.2" in land.text and "sha512-" in land.text
    assert {one.attrib["id"] for one in ElementTree.fromstring(land.text)} == {"land", "borders"}
