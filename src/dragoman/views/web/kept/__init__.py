"""Keeps whole pages until the chronicle changes.

A page is kept for all who would get the same one: the address, the languages and other choices, and what the reader may
do are its key, and the state of the chronicle must be that of when it was made. What belongs to one reader alone (the
token of a form, a name, what is new since the last visit) is never kept: the page has a gap there, which is filled for
each request. A page is kept only if its view says so by :func:`~dragoman.views.web.kept.gaps.keep`.
"""
