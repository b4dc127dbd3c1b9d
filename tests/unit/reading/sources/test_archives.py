import bz2
import gzip
import io
import lzma
import random
import tarfile
import tracemalloc
import zipfile
import zlib

import pytest

from dragoman.model.pages import Page, Rejected
from dragoman.reading.pages.intake import PAGE_LIMIT
from dragoman.reading.sources import iterate_pages
from dragoman.reading.sources.opening import read_stream
from dragoman.reading.sources.origin import Origin

Members = dict[str, bytes]


def make_zip(members: Members) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def make_tar(members: Members, mode: str = "w:gz") -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return made.getvalue()


def read(content: bytes, name: str = "site.zip") -> list[Page | Rejected]:
    return list(read_stream(io.BytesIO(content), Origin("site", name), name=name))


def outcomes(content: bytes, name: str = "site.zip") -> list[str]:
    return [page.reason if isinstance(page, Rejected) else page.name for page in read(content, name)]


MEMBERS = {
    "a/خبر.html": "<p>استقبل الرئيس السفير.</p>".encode(),
    "новости.csv": "text\nСтороны встретились.\nОни расстались.\n".encode(),
    "logo.png": b"\x89PNG\r\n\x1a\n",
    "b.txt": b"They met.",
}


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (make_zip(MEMBERS), "site.zip"),
        (make_tar(MEMBERS), "site.tgz"),
        (make_tar(MEMBERS, "w:"), "site"),
        (make_tar(MEMBERS, "w:bz2"), "site.tar.bz2"),
        (make_tar(MEMBERS, "w:xz"), "site.tar.xz"),
    ],
)
def test_members_are_read_as_the_files_of_a_folder_are(content, name):
    pages = read(content, name)
    assert [page.name for page in pages] == ["خبر", "новости:2", "новости:3", "b"]
    assert pages[0].address == f"{name}!/a/خبر.html"
    assert pages[0].content_type == "text/html"


@pytest.mark.parametrize("name", ["../../etc/cron.txt", "/etc/passwd.txt", "C:\\x.txt", "a\\..\\..\\x.txt"])
@pytest.mark.parametrize("make", [make_zip, make_tar])
def test_names_that_lead_out_are_rejected(make, name, tmp_path):
    path = tmp_path / "site.zip"
    path.write_bytes(make({name: b"They met.", "b.txt": b"They parted."}))
    found = list(iterate_pages([path]))
    assert [page.reason if isinstance(page, Rejected) else page.name for page in found] == ["unsafe", "b"]
    assert list(tmp_path.iterdir()) == [path]


def test_bombs_are_rejected():
    zeros = b"\x00" * 5_000_000
    assert outcomes(make_zip({"a.txt": zeros, "b.txt": b"They met."})) == ["unsafe", "b"]
    assert outcomes(make_zip({"a.txt": b"\x00" * (PAGE_LIMIT + 1)})) == ["too-large"]
    assert outcomes(make_tar({"a.txt": b"\x00" * (PAGE_LIMIT + 1), "b.txt": b"They met."}), "a.tgz") == [
        "too-large",
        "b",
    ]


@pytest.mark.parametrize(("packing", "name"), [(zipfile.ZIP_BZIP2, "bzip2"), (zipfile.ZIP_LZMA, "LZMA")])
def test_a_member_that_cannot_be_unpacked_in_parts_is_rejected(packing, name):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", b"\x00" * 50_000_000, packing)
        archive.writestr("b.txt", b"They met.")
    size, small = ((50_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    content = made.getvalue().replace(size, small)  # it promises to be small
    tracemalloc.start()
    try:
        rejected, page = read(content)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (rejected.reason, rejected.where) == ("unsafe", f"packed by {name}, neither stored nor deflated")
    assert page.content == b"They met."
    assert peak < 5_000_000


def test_an_archive_that_unpacks_to_too_much_is_left(monkeypatch):
    monkeypatch.setattr("dragoman.reading.sources.archives.TOTAL_LIMIT", 25)
    members = {f"{n}.txt": b"They met." for n in range(6)}
    assert outcomes(make_zip(members)) == ["0", "1", *["too-large"] * 4]
    assert outcomes(make_tar(members), "a.tgz") == ["0", "1", "too-large"]


def test_what_is_passed_over_counts_as_unpacked(monkeypatch):
    monkeypatch.setattr("dragoman.reading.sources.archives.TOTAL_LIMIT", 25)
    members = {"a.txt": b"They met.", "b.png": b"x" * 9, "c.png": b"x" * 9, "d.txt": b"They parted."}
    assert outcomes(make_tar(members), "a.tgz") == ["a", "too-large"]
    assert outcomes(make_tar(dict(list(members.items())[:2])), "a.tgz") == ["a"]


def make_header(kind: bytes, size: int) -> bytes:
    header = tarfile.TarInfo("long")
    header.type, header.size = kind, size
    return header.tobuf(tarfile.USTAR_FORMAT) + b"a" * size + b"\x00" * (-size % 512)


def peak_of(content: bytes) -> tuple[list[str], int]:
    tracemalloc.start()
    try:
        return outcomes(content, "a.tgz"), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("kind", [tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE])
@pytest.mark.parametrize(("size", "times"), [(30_000_000, 1), (400_000, 80)])
def test_names_and_headers_without_end_are_not_held_in_memory(kind, size, times):
    first, last = make_tar({"a.txt": b"They met."}, "w:")[:1024], make_tar({"b.txt": b"They parted."}, "w:")
    packed = gzip.compress(first + make_header(kind, size) * times + last)
    found, peak = peak_of(packed)
    assert found == ["a", "malformed"]
    assert peak < PAGE_LIMIT + 5_000_000  # a member is read into so much


def test_long_names_are_forgotten_with_their_members():
    member = make_tar({"x": b""}, "w:")[:512]
    header = make_header(tarfile.GNUTYPE_LONGNAME, 400_000)
    found, peak = peak_of(gzip.compress((header + member) * 60 + make_tar({"b.txt": b"They met."}, "w:")))
    assert found == ["b"]
    assert peak < PAGE_LIMIT + 10_000_000


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_packed_archive_is_unpacked_bit_by_bit(pack):
    found, peak = peak_of(pack(make_tar({"a.png": b"\x00" * 50_000_000, "b.txt": b"They met."}, "w:")))
    assert found == ["b"]
    assert peak < PAGE_LIMIT + 10_000_000


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_packed_archive_that_breaks_off_is_read_up_to_there(pack):
    noise = random.Random(1).randbytes(30_000)
    packed = pack(make_tar({"a.txt": b"They met.", "b.png": noise, "c.txt": b"They parted."}, "w:"))
    assert outcomes(packed + b"\n", "a.tgz") == ["a", "c"]
    broken = outcomes(packed[:-12_000], "a.tgz")
    assert broken[-1] == "malformed"
    assert broken[:-1] == ([] if pack is bz2.compress else ["a"])  # bzip2 unpacks by blocks of 900 kB


def test_long_names_are_read():
    name = "archive/" * 40 + "b.txt"
    for form in (tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
        made = io.BytesIO()
        with tarfile.open(fileobj=made, mode="w", format=form, pax_headers={"comment": "of the valley"}) as archive:
            for _ in range(2):
                member = tarfile.TarInfo(name)
                member.size = 9
                archive.addfile(member, io.BytesIO(b"They met."))
        assert [page.address for page in read(made.getvalue(), "a.tar")] == [f"a.tar!/{name}"] * 2


def test_an_archive_within_an_archive_is_not_opened():
    inner = make_zip({"a.txt": b"They met."})
    assert outcomes(make_zip({"in.zip": inner, "in.tgz": make_tar({}), "b.txt": b"x y"})) == ["binary", "binary", "b"]
    assert outcomes(make_tar({"in.zip": inner, "b.txt": b"x y"}), "a.tar.gz") == ["binary", "b"]


def test_locked_members_are_rejected():
    content = bytearray(make_zip({"a.txt": b"They met.", "b.txt": b"They parted."}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(mark) + place] |= 1
    assert outcomes(bytes(content)) == ["encrypted", "b"]


def test_broken_archives_are_counted():
    whole = make_zip({"a.txt": b"They met, and they met again."})
    torn = whole.replace(zlib.compress(b"They met, and they met again.", 6)[2:8], b"\xff" * 6)
    assert outcomes(torn) == ["malformed"]
    assert outcomes(whole[: len(whole) // 2]) == ["malformed"]
    assert outcomes(make_zip({})) == ["empty"]
    assert outcomes(make_zip({"a": b"x"}).replace(b"a", b"\x00")) == ["empty"]  # a name of no letter
    assert outcomes(make_zip({"a.png": b"x"})) == ["empty"]
    assert outcomes(b"no tar", "a.tar") == ["malformed"]
    tar = make_tar({"a.txt": b"They met.", "b.txt": b"They parted." * 5000}, "w:")
    torn = tar[:1024] + b"\xff" * 512 + tar[1536:]
    assert outcomes(torn, "a.tar") == outcomes(tar[:1300], "a.tar") == ["a", "malformed"]  # within the second header
    assert outcomes(tar[:1024], "a.tar") == ["a"]  # one without the mark of its end
    assert outcomes(tar[:3000], "a.tar") == ["a", "malformed", "malformed"]  # the member, and what may follow it
