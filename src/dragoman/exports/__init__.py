"""What a chronicle says, in the formats of other programs.

Each format is a pure function from views to pieces of bytes, in a module of its own; :mod:`dragoman.exports.formats`
lists them all with suffix and media type. Views come one after another, so that any number of events fits into memory.
"""
