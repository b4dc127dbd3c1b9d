"""Styles, script and fonts: served from the package, cached for good under a name that changes with their bytes."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from fastapi import APIRouter, Depends
from fastapi.responses import FileResponse, Response
from starlette.exceptions import HTTPException

from dragoman.views.web.security import require

FOLDER = Path(__file__).parent / "static"
FOREVER = "public, max-age=31536000, immutable"
TYPES = MappingProxyType(
    {
        ".css": "text/css; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".woff2": "font/woff2",
        ".svg": "image/svg+xml",
        ".txt": "text/plain; charset=utf-8",
        ".json": "application/json",
    }
)

router = APIRouter(dependencies=[Depends(require("anybody"))])


@cache
def list_files() -> frozenset[str]:
    """Return the names of all files, relative to their folder."""
    paths = (path for path in FOLDER.rglob("*") if path.suffix in TYPES)
    return frozenset(path.relative_to(FOLDER).as_posix() for path in paths)


@cache
def fingerprint() -> str:
    """Return a digest of all files. One for all of them, so that a style may name a font without a digest."""
    digest = sha256()
    for name in sorted(list_files()):
        digest.update(name.encode() + b"\0" + sha256(FOLDER.joinpath(name).read_bytes()).digest())
    return digest.hexdigest()[:16]


def asset(name: str) -> str:
    """Return the address of a file.

    Raises:
        KeyError: There is none.
    """
    if name not in list_files():
        raise KeyError(f"no file static/{name}")
    return f"/static/{fingerprint()}/{name}"


@router.get("/static/{version}/{name:path}")
def send_asset(version: str, name: str) -> Response:
    """Send a file; only the address with the digest as it is now may be kept."""
    if name not in list_files():
        raise HTTPException(404, f"no file {name}")
    kept = FOREVER if version == fingerprint() else "no-cache"
    media_type = TYPES[Path(name).suffix]
    return FileResponse(FOLDER / name, media_type=media_type, headers={"Cache-Control": kept})


@router.get("/favicon.ico")
def send_icon() -> Response:
    """Send the icon under the name for which browsers ask by themselves."""
    return FileResponse(FOLDER / "icon.svg", media_type=TYPES[".svg"], headers={"Cache-Control": "max-age=86400"})
