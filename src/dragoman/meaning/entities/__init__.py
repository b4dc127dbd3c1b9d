"""Entities: which names of which pages are one person, body or place."""

from dragoman.meaning.entities.blocking import block_keys
from dragoman.meaning.entities.bodies import find_owner, split_sign
from dragoman.meaning.entities.comparison import NameScore, compare_names, search_names
from dragoman.meaning.entities.names import CodedName, code_name, score_names
from dragoman.meaning.entities.records import Cluster, Judgement, Link, Member, Resolution
from dragoman.meaning.entities.resolution import resolve_entities

__all__ = [
    "Cluster",
    "CodedName",
    "Judgement",
    "Link",
    "Member",
    "NameScore",
    "Resolution",
    "block_keys",
    "code_name",
    "compare_names",
    "find_owner",
    "resolve_entities",
    "score_names",
    "search_names",
    "split_sign",
]
