"""What templates know of who asks."""

from types import MappingProxyType

from markupsafe import Markup

from dragoman.views.web.rendering import current
from dragoman.views.web.security.forms import form_field
from dragoman.views.web.security.persons import Person, person_of, visit_of


def csrf_field() -> Markup:
    """Return the hidden field that each form which changes something has."""
    return form_field(visit_of(current().request))


def person() -> Person:
    """Return for whom a page is rendered."""
    return person_of(current().request)


def may(right: str) -> bool:
    """Tell whether the person for whom a page is rendered has a right."""
    return person().may(right)


GLOBALS = MappingProxyType({"csrf_field": csrf_field, "person": person, "may": may})
