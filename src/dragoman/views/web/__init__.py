"""The pages: what the chronicle says, for a browser, in four languages, without JavaScript first.

How to add a page
-----------------

1. A module ``pages/<name>.py`` with ``router = APIRouter()`` and plain ``def`` functions (they run in a thread, and the
   chronicle may be asked from any thread). A view has no logic: it asks a public method of
   :class:`~dragoman.app.Dragoman`, which ``get_dragoman(request)`` returns. Add the module to ``PAGES`` in
   :mod:`~dragoman.views.web.application`. It is imported when the application is made, never before::

       @router.get("/office/{title}")
       def show_office(request: Request, title: str) -> Response:
           with or_missing(request):  # a UsageError about an id is a 404
               tenures = get_dragoman(request).office(title)
           return answer(request, "office.html", data=tenures, title=title)

   ``answer`` (:mod:`~dragoman.views.web.formats`) gives HTML, or JSON of ``data``, or with ``events=`` also CSV, Atom,
   JSON Feed, iCalendar and the other formats of :mod:`dragoman.exports`, by suffix (``/office/x.json``) or Accept. The
   suffix is taken off before the route is found, so a route never names one. A page with formats of its own (GEXF)
   passes ``others={"gexf": function that returns bytes}``. ``render`` alone gives HTML with another status.

2. A template ``templates/<name>.html`` that begins with ``{% extends "base.html" %}`` and fills ``title`` and ``main``.
   An answer to htmx (``HX-Request``) is the block ``fragment`` alone, where the template has one.
   ``{% import "macros.html" as m %}`` has ``m.quote(quote)``, ``m.event_card(event)``, ``m.person(participant)``,
   ``m.pager(...)``, ``m.date(when)`` and ``m.formats()``. Filters: ``bdi`` isolates a name; ``when`` writes an EDTF
   date, or a :class:`~dragoman.model.When`, in the language of the interface; ``number`` a number; ``names`` a list of
   participants with commas of the language; ``type_label``, ``topic_label``, ``status_label``, ``kind_label``,
   ``language_label``, ``office_label`` the words for ids; ``direction`` the direction of a language. Every text of a
   source stands in an element with ``lang`` and ``dir``; every name in ``<bdi>``.

3. Words: ``{{ _("What happened") }}``, ``{% trans n=number %}{{ n }} page{% pluralize %}{{ n }} pages{% endtrans %}``,
   and in Python ``gettext("...")`` from :mod:`~dragoman.views.web.rendering` (while a page is rendered) or ``mark``
   for words that a table holds. Then ``python tools/collect_words.py --to <name>`` writes what is new into
   ``data/locale/<language>/<name>.po``, a file of your own (all files of a folder are read), and you translate.

4. Styles: ``static/app.css`` has the colours (``--ink``, ``--paper``, ``--line``, ``--accent``, ...), cards, tables,
   forms, badges. Logical properties only; no ``style`` attribute and no inline script, which the browser would refuse.
   Styles that one page alone needs are ``static/<name>.css``, linked in its block ``head``.

5. Keys: an element with ``data-key="KeyA"`` is clicked by that key (``event.code``, so it works on every keyboard);
   ``data-step`` marks what ``j`` and ``k`` step through, and a ``data-key`` inside it counts for the current one.

6. A test in ``tests/web/test_<name>.py`` with the fixtures ``client`` and ``chronicle`` of ``tests/web/conftest.py``.
"""
