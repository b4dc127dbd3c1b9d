from ipaddress import ip_address

import pytest

from dragoman.errors import UsageError
from dragoman.reading.sources.fetching.guard import (
    FetchError,
    hide_credentials,
    may_connect,
    parse_networks,
    parse_target,
)


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "127.255.0.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "100.100.100.200", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.7", "224.0.0.1",
        "239.255.255.250", "240.0.0.1", "255.255.255.255", "192.88.99.1",
        "::", "::1", "fe80::1", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1", "ff0e::1", "2001:db8::1", "100::1",
        "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:0:127.0.0.1", "::127.0.0.1", "::10.0.0.1",
        "2002:7f00:1::", "2002:a9fe:a9fe::", "64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::10.0.0.1",
        "2001:0:4136:e378:8000:63bf:80ff:fffe", "2606:4700::5efe:10.0.0.1", "2606:4700::200:5efe:127.0.0.1",
    ],
)  # fmt: skip
def test_numbers_that_are_not_public_are_refused(number):
    assert not may_connect(ip_address(number))


@pytest.mark.parametrize(
    "number",
    [
        "93.184.216.34",
        "1.1.1.1",
        "2606:4700::1111",
        "::ffff:93.184.216.34",
        "64:ff9b::93.184.216.34",
        "2002:5db8:d822::1",
    ],
)
def test_public_numbers_may_be_asked(number):
    assert may_connect(ip_address(number))


def test_networks_can_be_allowed_and_no_others_with_them():
    allowed = parse_networks(["10.1.0.0/16", " fd00::/8 ", ""])
    numbers = ["10.1.2.3", "::ffff:10.1.2.3", "fd00::1", "10.2.0.1", "::ffff:10.2.0.1", "127.0.0.1", "fe80::1"]
    assert [may_connect(ip_address(number), allowed) for number in numbers] == [True] * 3 + [False] * 4
    with pytest.raises(UsageError, match=r"10\.1\.0\.0/16"):
        parse_networks(["home"])


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("HTTP://A.Example", "http://a.example/"),
        ("https://a.example:443/x#part", "https://a.example/x"),
        ("http://a.example:8080/x?q=а b", "http://a.example:8080/x?q=%D0%B0%20b"),
        ("https://новости.example/путь%20x", "https://xn--b1amnebsh.example/%D0%BF%D1%83%D1%82%D1%8C%20x"),
        ("http://[2606:4700::1111]:8080/", "http://[2606:4700::1111]:8080/"),
        ("http://a.example./x", "http://a.example/x"),
        ("http://a.example/x\r\nHost: b.example", "http://a.example/xHost:%20b.example"),
    ],
)
def test_addresses_are_sent_in_ascii(address, sent):
    assert parse_target(address).url == sent


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("file:///etc/passwd", "unsafe"), ("ftp://a.example/", "unsafe"), ("gopher://a.example/", "unsafe"),
        ("javascript:alert(1)", "unsafe"), ("data:text/html,x", "unsafe"), ("", "unsafe"),
        ("http://me:secret@a.example/", "unsafe"), ("http://me@a.example/", "unsafe"), ("http://:@a.example", "unsafe"),
        ("http:///x", "malformed"), ("http://[::1/", "malformed"), ("http://a.example:99999/", "malformed"),
        ("http://a..example/", "malformed"), ("http://a.example/" + "x" * 5000, "malformed"),
        ("http://me:secret@ho℀st/", "malformed"),
    ],
)  # fmt: skip
def test_what_is_never_asked(address, reason):
    with pytest.raises(FetchError) as caught:
        parse_target(address)
    assert caught.value.reason == reason
    assert "secret" not in caught.value.where


def test_credentials_are_hidden():
    assert hide_credentials("https://me:sec@ret@a.example/x@y") == "https://a.example/x@y"
    assert hide_credentials("https://a.example/@me") == "https://a.example/@me"
    assert hide_credentials("me@a.example") == "me@a.example"
