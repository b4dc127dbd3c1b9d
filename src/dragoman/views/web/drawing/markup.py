"""Writes elements: attributes in the order given, everything escaped, and nothing that a strict policy forbids."""

from html import escape

Value = str | float | None


def element(name: str, *children: str, **attributes: Value) -> str:
    """Return an element around children that are markup already.

    A trailing underscore of an attribute's name is dropped, the others are hyphens; ``None`` leaves an attribute out.

    >>> element("text", write("a & b"), class_="label", text_anchor="end", x=1.25)
    '<text class="label" text-anchor="end" x="1.2">a &amp; b</text>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_form(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{''.join(children)}</{name}>" if children else f"<{name}{written}/>"


def write(text: str) -> str:
    """Return a text as markup."""
    return escape(_printable(text), quote=False)


def percent(share: float) -> str:
    """Return a share of the width, from 0 to 100, as a length."""
    return f"{_shorten(share, 2)}%"


def link(href: str | None, *children: str, **attributes: Value) -> str:
    """Return a link of SVG, or a group where there is nowhere to go."""
    return element("a", *children, href=href, **attributes) if href else element("g", *children, **attributes)


def _form(value: str | float) -> str:
    return escape(_printable(value)) if isinstance(value, str) else _shorten(value, 1)


def _shorten(number: float, digits: int) -> str:
    written = f"{number:.{digits}f}"
    return (written.rstrip("0").rstrip(".") if "." in written else written).replace(
        "-0", "0", written in ("-0.0", "-0.00")
    )


def _printable(text: str) -> str:
    """Leave out what XML 1.0 cannot hold."""
    return "".join(
        sign
        for sign in text
        if sign in "\t\n\r" or (sign >= " " and not "\ud800" <= sign <= "\udfff" and sign not in "\ufffe\uffff")
    )
