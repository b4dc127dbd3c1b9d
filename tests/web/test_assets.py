"""Styles, script and fonts: what was vendored is what it was, and an address with a digest may be kept for good."""

import re
from hashlib import sha256

import pytest
from fastapi.testclient import TestClient

from dragoman.views.web.assets import FOLDER, asset, fingerprint, list_files

FONTS = "fonts/noto-sans-"
VENDORED = {
    "vendor/htmx-4.0.1.min.js": "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130",
    f"{FONTS}cyrillic-ext-wght-normal.woff2": "82ff72b28e6610f2c62de49d0f295c160a157b2718fa814bb6c512ebfdebb31d",
    f"{FONTS}cyrillic-wght-normal.woff2": "6ab64433de6077ca5ad31b05420450ce986a616a4ea47b6ad16f3217055dafc3",
    f"{FONTS}latin-ext-wght-normal.woff2": "6d5a79315528df191b9d86f97b0c4272a8b588fcb166773fe6588ac795de0613",
    f"{FONTS}latin-wght-normal.woff2": "51ca196f49a33e79e7870ff88ebd2829a3f627a51e7d690986618f0e7ad2b52d",
    "fonts/vazirmatn-arabic-wght-normal.woff2": "84a382e46c30fb4f73d0e3800c16d0af15888e2731e57fa5f93e2c29a2c6a957",
}
"""From the npm packages htmx.org 4.0.1, @fontsource-variable/noto-sans 5.3.0, @fontsource-variable/vazirmatn 5.3.0."""


@pytest.mark.parametrize("name", VENDORED)
def test_what_was_vendored_is_unchanged(name: str) -> None:
    assert sha256(FOLDER.joinpath(name).read_bytes()).hexdigest() == VENDORED[name]


def test_licences_are_beside_what_they_are_of() -> None:
    for name in ("vendor/htmx-LICENSE.txt", "fonts/noto-sans-OFL.txt", "fonts/vazirmatn-OFL.txt"):
        assert FOLDER.joinpath(name).read_text(encoding="utf-8").strip()


def test_an_asset_is_kept_for_good_under_its_digest_alone(client: TestClient) -> None:
    kept = client.get(asset("app.css"))
    assert "immutable" in kept.headers["cache-control"] and kept.headers["content-type"].startswith("text/css")
    assert client.get("/static/older/app.css").headers["cache-control"] == "no-cache"
    assert client.get(f"/static/{fingerprint()}/../application.py").status_code == 404
    assert client.get(f"/static/{fingerprint()}/none.css").status_code == 404


def test_styles_name_only_files_that_are_there_and_no_side() -> None:
    for path in FOLDER.glob("*.css"):
        text = path.read_text(encoding="utf-8")
        for url in re.findall(r'url\("([^"]+)"\)', text):
            assert url in list_files(), f"{path.name}: {url}"
        physical = re.findall(r"(?:margin|padding|border)-(?:left|right)|text-align:\s*(?:left|right)|[^-]float:", text)
        assert physical == [], f"{path.name}: logical properties only"


def test_own_script_asks_for_nothing_outside_of_the_path_of_a_proxy() -> None:
    for path in FOLDER.glob("*.js"):
        assert re.findall(r"[`'\"]/[a-z].*", path.read_text(encoding="utf-8")) == [], path.name


def test_own_script_is_short() -> None:
    own = [path for path in FOLDER.glob("*.js")]
    assert sum(len(path.read_text(encoding="utf-8").splitlines()) for path in own) < 300
