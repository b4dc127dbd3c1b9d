import gzip

import pytest

from dragoman.reading.sources.kinds import list_suffix, tell_kind

MAIL = b"Return-Path: <a@b.example>\nFrom: A <a@b.example>\nSubject: x\n y\n\ntext"


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"The talks went on.", "a.txt", "page"),
        (b"<html><body>", "a.xml", "page"),
        (b"<?xml version='1.0'?><!-- x --><rss version='2.0'>", "a.txt", "feed"),
        (b"\xef\xbb\xbf\n<feed xmlns='http://www.w3.org/2005/Atom'>", "a", "feed"),
        (b"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'b'>]><rss>", "a", "feed"),
        (b"<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", "a", "feed"),
        ("<?xml version='1.0' encoding='utf-16'?><rss>".encode("utf-16"), "a.xml", "feed"),
        (b"<urlset><url>", "a.html", "sitemap"),
        (b"<sitemapindex>", "a", "sitemap"),
        (b'{"version": "https:\\/\\/jsonfeed.org\\/version\\/1.1", "items": [', "a.json", "json-feed"),
        (b'{"text": "x"}\n{"text": "y"}', "a.log", "records"),
        (b"{not json", "a.jsonl", "records"),
        (b"WARC/1.0\r\nWARC-Type: warcinfo", "a", "warc"),
        (b"a,b\n1,2", "a.CSV", "columns"),
        (b"%PDF-1.7", "a.html", "pdf"),
        (b"PK\x03\x04", "a.txt", "zip"),
        (b"\x00" * 257 + b"ustar", "a", "tar"),
        (b"BZh91AY&SY", "a.tar.bz2", "tar"),
        (MAIL, "a.txt", "mail"),
        (b"From a@b.example Tue Mar  5 10:00:00 2024\n" + MAIL, "a", "mailbox"),
        (b"From: our correspondent\nDate: 5 March 2024\n\nThe talks went on.", "a.txt", "page"),
        (gzip.compress(b"WARC/1.0\r\n", mtime=0), "a.gz", "warc"),
        (gzip.compress(b"a;b\n1;2", mtime=0), "a.tsv.gz", "columns"),
        (b"\x1f\x8b\x08broken", "a.warc.gz", "warc"),
        (b"", "a.mbox", "mailbox"),
    ],
)
def test_content_tells_first_and_the_suffix_second(head, name, kind):
    assert tell_kind(head, name) == kind


def test_which_files_of_a_folder_are_looked_at():
    names = ["a.txt", "a.HTML", "a.csv", "a.warc.gz", "a.png", "a.css", "README", "a.eml", "a.tar.xz"]
    assert [name for name in names if list_suffix(name)] == [n for n in names if n not in ("a.png", "a.css", "README")]
