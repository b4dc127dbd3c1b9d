"""Watch lists: entities, pairs, offices and filters that somebody follows, and what is new about them.

What :mod:`dragoman.chronicle.watching` keeps are *sources* that are asked for pages. Here are lists of what is in the
chronicle, and alerts about it.
"""
