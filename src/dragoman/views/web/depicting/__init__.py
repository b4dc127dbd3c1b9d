"""Turns answers of the chronicle into pictures, in the words and the direction of the reader.

These functions are called from templates, where it is known for whom the page is. What they return is markup that is
safe: :mod:`dragoman.views.web.drawing` escapes all that it is given.
"""
