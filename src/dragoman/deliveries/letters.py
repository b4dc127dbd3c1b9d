"""Writes the mail about new alerts of a watch list, in the language of its reader and in its direction."""

from collections.abc import Sequence

from dragoman.chronicle.following.answers import AlertView
from dragoman.deliveries.mail import Letter
from dragoman.exports.alerts import describe_alert, format_alert, head_alert, load_entities
from dragoman.exports.facts import direction
from dragoman.exports.markup import xml
from dragoman.exports.matter import Matter
from dragoman.language.phrases import say
from dragoman.language.scripts import isolate

_STYLE = "font-family:sans-serif;line-height:1.5;max-width:46em"


def write_letter(name: str, alerts: Sequence[AlertView], matter: Matter) -> Letter:
    """Return the mail that tells of some alerts of a list.

    Args:
        name: The list.
        alerts: What it told.
        matter: The language, and what describes entities.
    """
    language = matter.language
    entities = load_entities(matter, alerts)
    heads = [head_alert(alert, entities, language=language) for alert in alerts]
    intro = say(language, "mail_intro", list=isolate(name), number=len(alerts))
    end = say(language, "mail_end", list=isolate(name))
    parts = ["\n".join([head, *describe_alert(one, language)]) for head, one in zip(heads, alerts, strict=True)]
    pieces = "".join(
        f"<h2>{_link(xml(head), alert, matter)}</h2>{format_alert(alert, language)}"
        for head, alert in zip(heads, alerts, strict=True)
    )
    side = direction(language)
    html = (
        f'<!DOCTYPE html><html lang="{xml(language)}" dir="{side}"><head><meta charset="utf-8">'
        f"<title>{xml(intro)}</title></head>"
        f'<body dir="{side}" style="{_STYLE}"><p>{xml(intro)}</p>{pieces}<hr><p>{xml(end)}</p></body></html>'
    )
    subject = say(language, "mail_subject", list=name, number=len(alerts))
    return Letter(subject, "\n\n".join([intro, *parts, f"-- \n{end}"]) + "\n", html, language)


def _link(heading: str, alert: AlertView, matter: Matter) -> str:
    if not matter.base or alert.event is None:
        return heading
    return f'<a href="{xml(matter.link(alert.event.id))}">{heading}</a>'
