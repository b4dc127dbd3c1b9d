import io

import pytest

from dragoman.model.pages import Page, Rejected
from dragoman.reading.reader import RuleReader
from dragoman.reading.sources.opening import read_stream
from dragoman.reading.sources.origin import Origin

DAY = "Tue, 5 Mar 2024 01:30:00 +0300"
HEAD = f"From: {{sender}}\r\nTo: list@press.example\r\nSubject: {{subject}}\r\nDate: {DAY}\r\nMIME-Version: 1.0\r\n"
PERSIAN = "رئیس‌جمهور تاجیکستان کریم دالر با سفیر قزاقستان عسکر جونوسوف دیدار کرد."
RUSSIAN = (
    "Президент Таджикистана Карим Далеров принял посла Казахстана Аскара Жунусова. Стороны обсудили торговлю и "
    "договорились, что переговоры о новом соглашении продолжатся весной."
)


def message(body: bytes, *headers: str, sender: str = "Letter <news@press.example>", subject: str = "Talks") -> bytes:
    head = HEAD.format(sender=sender, subject=subject) + "".join(f"{header}\r\n" for header in headers)
    return head.encode("utf-8", "surrogateescape") + b"\r\n" + body


def read(content: bytes, name: str = "a.eml") -> list[Page | Rejected]:
    return list(read_stream(io.BytesIO(content), Origin("a", name), name=name))


def body(content: bytes) -> str:
    (page,) = read(content)
    return RuleReader().read(page).article.body


NESTED = f"""--a\r
Content-Type: multipart/alternative; boundary=b\r
\r
--b\r
Content-Type: text/plain; charset=utf-8\r
\r
See the HTML.\r
--b\r
Content-Type: text/html; charset=utf-8\r
\r
<p>{PERSIAN}</p>\r
--b--\r
--a\r
Content-Type: text/html\r
Content-Disposition: attachment; filename=x.html\r
\r
<p>Attached.</p>\r
--a--\r
""".encode()


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (message(RUSSIAN.encode("koi8-r"), 'Content-Type: text/plain; charset="koi8-r"'), RUSSIAN),
        (message(RUSSIAN.encode("cp1251"), 'Content-Type: text/plain; charset="utf-8"'), RUSSIAN),
        (message(RUSSIAN.encode(), 'Content-Type: text/plain; charset="no-such"'), RUSSIAN),
        (message(b"<p>The ministers met=\r\n in Lima =E2=80=94 they spoke.</p>", "Content-Type: text/html",
                 "Content-Transfer-Encoding: quoted-printable"), "The ministers met in Lima — they spoke."),
        (message(NESTED, "Content-Type: multipart/mixed; boundary=a"), PERSIAN),
        (message(NESTED.partition(b"--b--")[0], "Content-Type: multipart/mixed; boundary=a"), PERSIAN),
    ],
)  # fmt: skip
def test_the_part_that_says_most_is_read(content, text):
    assert body(content) == text


def test_subject_sender_and_day_are_told():
    subject = "=?utf-8?B?0J/QtdGA0LXQs9C+0LLQvtGA0Ys=?="
    (page,) = read(
        message(RUSSIAN.encode(), sender="=?utf-8?Q?=D0=92=D0=B5=D1=81=D1=82=D0=B8?= <a@b.example>", subject=subject)
    )
    article = RuleReader().read(page).article
    assert (article.title, article.outlet, article.published.value) == ("Переговоры", "Вести", "2024-03-05")
    assert b'content="mail"' in page.content


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (message(b"", "Content-Type: text/plain"), "empty"),
        (message(b"\xff\xd8\xff", "Content-Type: image/jpeg"), "empty"),
        (b"", "empty"),
        (message(b"x", "Content-Type: multipart/mixed"), "empty"),
    ],
)
def test_mail_without_text_is_counted(content, reason):
    assert [page.reason for page in read(content)] == [reason]


def test_hostile_headers_end_in_a_page_or_a_count():
    deep = b"".join(b"--%d\r\nContent-Type: multipart/mixed; boundary=%d\r\n\r\n" % (n, n + 1) for n in range(3000))
    assert read(message(deep * 3, "Content-Type: multipart/mixed; boundary=0"))[0].reason == "malformed"
    for content in (
        message(deep[:9000], "Content-Type: multipart/mixed; boundary=0"),
        message(b"They met.", "Content-Type: text/plain; charset*0=a; charset*=x'y'%FF"),
        message(b"They met.", sender='"\udcff" <@@>, ,;', subject="=?utf-8?B?!!?="),
    ):
        assert len(read(content)) == 1


@pytest.mark.parametrize("day", [f"1 Jan {'9' * 20} 10:00:00 +0000", f"Tue, 5 Mar 2024 01:30:00 +{'9' * 20}"])
def test_a_message_of_an_absurd_day_is_read_without_it(day):
    (page,) = read(message(b"They met in the valley.").replace(DAY.encode(), day.encode()))
    assert b"They met in the valley." in page.content
    assert b"published_time" not in page.content


def test_a_mailbox_gives_a_page_a_message():
    letters = [
        message(b"They met.\r\n\r\n>From there they flew on."),
        message(b"", subject="x"),
        message(b"They parted."),
    ]
    box = b"".join(b"From a@b.example Tue Mar  5 10:00:00 2024\r\n" + letter + b"\r\n\r\n" for letter in letters)
    one, two, three = read(box, "a.mbox")
    assert b"From there they flew on." in one.content
    assert (two.reason, two.address) == ("empty", "a.mbox#2")
    assert b"They parted." in three.content
    assert [page.reason for page in read(b"", "a.mbox")] == ["empty"]
