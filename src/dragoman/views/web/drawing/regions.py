"""Parts of the world as frames of the map: by degrees of longitude and latitude, wide as a screen is."""

from math import cos, radians
from typing import NamedTuple

WHOLE = 180.0
"""Frames that are wider are drawn as they are."""


class Frame(NamedTuple):
    """A part of the map: degrees from ``west`` to ``east`` and from ``south`` to ``north``."""

    west: float
    south: float
    east: float
    north: float

    def has(self, latitude: float, longitude: float) -> bool:
        """Tell whether a place is in it."""
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north

    def widen(self, share: float) -> "Frame":
        """Return a frame that is larger on each side by a share of its width and height."""
        aside, above = (self.east - self.west) * share, (self.north - self.south) * share
        return Frame(
            max(self.west - aside, -180), max(self.south - above, -90), min(self.east + aside, 180),
            min(self.north + above, 90),
        )  # fmt: skip

    def shape(self, ratio: float = 0.6, least: float = 2.0) -> "Frame":
        """Return a frame around this one whose picture is as high as a share of its width, as far as the world goes.

        A degree of longitude narrows towards the poles; a frame of the whole world does not know that and stays.
        """
        if self.east - self.west >= WHOLE:
            return self
        ratio *= cos(radians(min(abs(self.north + self.south) / 2, 60.0)))
        wide, high = max(self.east - self.west, least), max(self.north - self.south, least * ratio)
        wide, high = max(wide, high / ratio), max(high, wide * ratio)
        wide, high = min(wide, 360.0), min(high, 180.0)
        west = min(max((self.west + self.east - wide) / 2, -180), 180 - wide)
        south = min(max((self.south + self.north - high) / 2, -90), 90 - high)
        return Frame(west, south, west + wide, south + high)


REGIONS = {
    "world": Frame(-172, -58, 180, 84),
    "europe": Frame(-25, 34, 50, 71),
    "eurasia": Frame(20, 35, 150, 75),
    "middle-east": Frame(24, 11, 66, 43),
    "caucasus": Frame(36, 36, 52, 46),
    "central-asia": Frame(45, 33, 90, 57),
    "south-asia": Frame(58, 4, 98, 39),
    "east-asia": Frame(72, 17, 148, 55),
    "southeast-asia": Frame(90, -12, 142, 30),
    "africa": Frame(-20, -36, 55, 38),
    "north-america": Frame(-170, 14, -50, 74),
    "latin-america": Frame(-120, -57, -32, 33),
    "oceania": Frame(110, -50, 180, 5),
}
"""Frames by name; what lies where is a matter of the picture, no statement about belonging."""
