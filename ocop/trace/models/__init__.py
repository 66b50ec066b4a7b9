"""Where goods come from, what was made of what, what was done, and what is called back."""

from ocop.trace.models.diary import DiaryEntry, DiaryPhoto
from ocop.trace.models.lots import Harvest, Input, Lot, Source
from ocop.trace.models.portal import PortalParcel
from ocop.trace.models.recalls import Recall, RecalledLot, RecallStop
from ocop.trace.models.sites import Site, SiteCode, SiteStandard

__all__ = [
    "DiaryEntry",
    "DiaryPhoto",
    "Harvest",
    "Input",
    "Lot",
    "PortalParcel",
    "Recall",
    "RecallStop",
    "RecalledLot",
    "Site",
    "SiteCode",
    "SiteStandard",
    "Source",
]
