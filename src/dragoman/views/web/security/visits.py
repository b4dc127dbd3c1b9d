"""What is known of one request: who asks, from where, and by what its forms are known as ours."""

from dataclasses import dataclass

from dragoman.views.web.security.persons import STRANGER, Person


@dataclass
class Visit:
    """One request. It is made by the gate; only ``seeded`` changes, when a page with a form is rendered.

    ``token`` is that of the session, ``seed`` what the cookie of a stranger holds, ``bound`` what the tokens of forms
    are bound to.
    """

    person: Person = STRANGER
    address: str = ""
    secure: bool = False
    local: bool = False
    token: str = ""
    seed: str = ""
    bound: str = ""
    secret: str = ""
    seeded: bool = False
