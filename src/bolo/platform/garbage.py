"""How often the collector of cycles looks at a process that reads pages."""

import gc
from typing import Final

_THRESHOLDS: Final = (50_000, 20, 100)
"""Objects and generations; Python's own 700, 10, 10 cost a tenth of reading pages."""


def collect_less_often() -> None:
    """Leave what is loaded by now out of garbage collection, and collect the rest less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
