"""Pictures made on the server: pure functions from records to markup, with words that the caller has translated.

Nothing here asks the chronicle, knows a language, or needs JavaScript. Pictures carry classes and presentation
attributes alone, because the pages forbid inline style; ``static/drawing.css`` colours them for light, dark and paper.

A picture with links in it is a ``group``, not an ``img``: what an image contains is hidden from who does not see it.
Directions are of two kinds. The axis of time runs as the interface does (``mirrored``), and each label as its own text.
"""

from dragoman.views.web.drawing.histogram import Bar, draw_histogram, fill_gaps
from dragoman.views.web.drawing.matrix import Cell, Pole, draw_matrix
from dragoman.views.web.drawing.network import Edge, Node, draw_network
from dragoman.views.web.drawing.places import Place, draw_map
from dragoman.views.web.drawing.sparks import draw_spark
from dragoman.views.web.drawing.tenures import Dot, Stretch, Tenure, draw_tenures
from dragoman.views.web.drawing.words import Words

__all__ = [
    "Bar",
    "Cell",
    "Dot",
    "Edge",
    "Node",
    "Place",
    "Pole",
    "Stretch",
    "Tenure",
    "Words",
    "draw_histogram",
    "draw_map",
    "draw_matrix",
    "draw_network",
    "draw_spark",
    "draw_tenures",
    "fill_gaps",
]
