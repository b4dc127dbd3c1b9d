"""What templates know of who asks."""

from types import MappingProxyType

from markupsafe import Markup, escape

from dragoman.views.web.kept.gaps import NAME, TOKEN, leave_gap
from dragoman.views.web.rendering import current
from dragoman.views.web.security.forms import form_field
from dragoman.views.web.security.persons import Person, person_of, visit_of


def csrf_field() -> Markup:
    """Return the hidden field that each form which changes something has."""
    request = current().request
    return leave_gap(request, TOKEN) or form_field(visit_of(request))


def person_name() -> Markup:
    """Return the name of the person for whom a page is rendered."""
    return leave_gap(current().request, NAME) or escape(person().name)


def person() -> Person:
    """Return for whom a page is rendered."""
    return person_of(current().request)


def may(right: str) -> bool:
    """Tell whether the person for whom a page is rendered has a right."""
    return person().may(right)


GLOBALS = MappingProxyType({"csrf_field": csrf_field, "person": person, "person_name": person_name, "may": may})
