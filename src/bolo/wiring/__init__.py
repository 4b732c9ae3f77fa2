"""The only place that builds things from settings; doors ask here for what they need."""

from bolo.wiring.building import build
from bolo.wiring.fetching import FetchFor, open_fetching
from bolo.wiring.pipeline import Stages, stages
from bolo.wiring.services import REJUDGE, REVALUE, Services
from bolo.wiring.serving import for_api

__all__ = [
    "REJUDGE",
    "REVALUE",
    "FetchFor",
    "Services",
    "Stages",
    "build",
    "for_api",
    "open_fetching",
    "stages",
]
