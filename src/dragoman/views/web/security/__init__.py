"""Who asks, whether they may, and whether it was they who asked.

For those who add pages
-----------------------

- Every route has a requirement: ``dependencies=[Depends(require("judge"))]``, or ``person: Person =
  Depends(require("judge"))`` where the page wants to know who asks. Rights are ``read``, ``judge``, ``watch`` and
  ``admin``. A GET route without one requires ``read``; any other without one requires ``admin``. Where a chronicle has
  no users there is one local person who may everything.
- Every form that posts has ``{{ csrf_field() }}`` in it; what a script sends has the same token in ``X-CSRF-Token``.
  A request that comes from another site, or without the token, is refused before any route sees it. Programs that
  show a key (``Authorization: Bearer``) need no token.
- ``{% if may("judge") %}`` in templates shows only the buttons that will work; ``person()`` is who asks.
- Judgements need no ``by``: whoever is signed in is their author, and their line in the log has the address.
- Tests use ``tests.web.browsing.Browser``, a client that sends tokens as a browser would.
"""

from dragoman.views.web.security.persons import Person, person_of
from dragoman.views.web.security.requirements import Requirement, require

__all__ = ["Person", "Requirement", "person_of", "require"]
