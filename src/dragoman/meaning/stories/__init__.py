"""Stories: pages that tell of one thing, in whatever language, and pages that repeat each other's text."""

from dragoman.meaning.stories.affinity import VectorAffinity
from dragoman.meaning.stories.clustering import cluster_pages, group_copies, name_story
from dragoman.meaning.stories.keys import sign_page
from dragoman.meaning.stories.linking import link_pages
from dragoman.meaning.stories.records import Affinity, Copy, Link, Story, StoryPage
from dragoman.meaning.stories.sketches import containment, is_repeated, read_wording, resemblance
from dragoman.meaning.stories.windows import REACH, Stretch, find_stretch, stretches_around

__all__ = [
    "REACH",
    "Affinity",
    "Copy",
    "Link",
    "Story",
    "StoryPage",
    "Stretch",
    "VectorAffinity",
    "cluster_pages",
    "containment",
    "find_stretch",
    "group_copies",
    "is_repeated",
    "link_pages",
    "name_story",
    "read_wording",
    "resemblance",
    "sign_page",
    "stretches_around",
]
