"""A client that sends with each change the token that a form of the page would have sent."""

from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response

from dragoman.views.web.security.cookies import SEED, SESSION
from dragoman.views.web.security.forms import HEADER, LOCAL, make_form_token
from dragoman.views.web.security.visits import Visit

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")


class Browser(TestClient):
    """A browser that uses the forms of the pages."""

    app: FastAPI

    def request(self, method: str, url: Any, **more: Any) -> Response:  # type: ignore[override]
        """Send a request, with a token where it changes something and shows none itself."""
        headers = {name.lower(): value for name, value in dict(more.pop("headers", None) or {}).items()}
        if method.upper() in UNSAFE and HEADER not in headers and "authorization" not in headers:
            headers[HEADER] = self.form_token()
        return super().request(method, url, headers=headers, **more)

    def form_token(self) -> str:
        """Return what the hidden field of a form of the page would hold."""
        dragoman = self.app.state.dragoman
        if not dragoman.has_users():
            bound = LOCAL
        elif (session := self.cookies.get(SESSION)) and dragoman.find_session(session):
            bound = session
        else:
            if not self.cookies.get(SEED):
                self.get("/login")
            bound = f"seed\0{self.cookies.get(SEED)}"
        return make_form_token(Visit(bound=bound, secret=dragoman.shared_secret("forms")))

    def sign_in(self, name: str, password: str, **more: str) -> Response:
        """Fill in the form to sign in."""
        return self.post("/login", data={"name": name, "password": password, **more}, follow_redirects=False)
