"""The stages of the pipeline, for whoever runs them: a worker."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bolo.platform.ids import new_id
from bolo.wiring.services import Services

if TYPE_CHECKING:
    from bolo.pipeline.decide.service import Deciding
    from bolo.pipeline.match.service import Matching
    from bolo.pipeline.notify.service import Notifying
    from bolo.pipeline.observe.service import Observing
    from bolo.pipeline.value.keeping import Keeping
    from bolo.pipeline.value.service import Valuing


@dataclass(frozen=True, slots=True)
class Stages:
    """The use cases that answer to events, and the chores beside them."""

    observing: "Observing"
    matching: "Matching"
    valuing: "Valuing"
    keeping: "Keeping"
    deciding: "Deciding"
    notifying: "Notifying"


def stages(services: Services) -> Stages:
    """Build the stages of the pipeline; the API knows none of them, and answers the sooner."""
    from bolo.pipeline.decide.service import Deciding  # noqa: PLC0415  (see above, as the others)
    from bolo.pipeline.match.service import Matching  # noqa: PLC0415
    from bolo.pipeline.notify.service import Notifying  # noqa: PLC0415
    from bolo.pipeline.observe.service import Observing  # noqa: PLC0415
    from bolo.pipeline.value.keeping import Keeping  # noqa: PLC0415
    from bolo.pipeline.value.service import Valuing  # noqa: PLC0415

    valuing = Valuing(services.venues, services.clock, new_id)
    return Stages(
        Observing(services.clock, new_id, services.saving.percolating, services.following.judging),
        Matching(services.clock, new_id),
        valuing,
        Keeping(services.db, valuing, services.venues, services.clock),
        Deciding(services.clock, new_id),
        Notifying(services.clock, new_id),
    )
