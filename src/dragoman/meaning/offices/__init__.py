"""Offices: who held what, when, told from dated observations."""

from dragoman.meaning.offices.gaps import find_gaps
from dragoman.meaning.offices.records import OfficeObservation, Tenure
from dragoman.meaning.offices.rivals import find_overlap
from dragoman.meaning.offices.spells import read_days
from dragoman.meaning.offices.standing import holders_on, standing_on
from dragoman.meaning.offices.tenures import has_one_holder, infer_tenures

__all__ = [
    "OfficeObservation",
    "Tenure",
    "find_gaps",
    "find_overlap",
    "has_one_holder",
    "holders_on",
    "infer_tenures",
    "read_days",
    "standing_on",
]
