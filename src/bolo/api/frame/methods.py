"""Which methods a path takes: the whole list of them, of every route that has the path."""

from collections.abc import Sequence

from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute

from bolo.api.frame.answering import ACTS


def methods_of(routes: Sequence[BaseRoute], path: str, prefix: str) -> tuple[str, ...]:
    """Return what may be asked of a path below the prefix, in the alphabet's order; none of none.

    HEAD is answered wherever GET is, but for what is a person's step.
    """
    found: set[str] = set()
    for shown in iter_route_contexts(routes):
        at = getattr(shown, "path_regex", None)
        if at is not None and (shown.path or "").startswith(prefix) and at.match(path):
            found |= shown.methods or set()
    if "GET" in found and not path.endswith(ACTS):
        found.add("HEAD")
    return tuple(sorted(found))
