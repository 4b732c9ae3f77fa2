"""Finds a request's route by the first name in its path, among the few that begin with it.

FastAPI tries its routes one after the other, each in some microseconds: with all of ours, that took
more time than anything else in a request. A route that is read all the time is known by its whole
path and serves at once. What is not found here goes on to that long way.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

from bolo.api.frame.quick import QuickRead


class Finding(BaseRoute):
    """A route that stands before all others and hands on to one of them."""

    def __init__(self, prefix: str, routes: Sequence[BaseRoute]) -> None:
        self._prefix = f"{prefix}/"
        self._below: dict[str, list[BaseRoute]] = defaultdict(list)
        self._quick = dict(_quick(routes))
        for route in routes:
            for name in dict.fromkeys(self._names(route)):
                self._below[name].append(route)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Tell whether a route for a request is known, and remember which."""
        path: str = scope["path"]
        if scope["type"] != "http" or not path.startswith(self._prefix):
            return Match.NONE, {}
        quick = self._quick.get(path) if scope["method"] == "GET" else None
        if quick is not None:
            known = {"endpoint": quick.endpoint, "path_params": {}, "route": quick}
            return Match.FULL, {**known, "bolo.serve": quick.serve}
        for route in self._below.get(self._first(path), ()):
            found, told = route.matches(scope)
            if found is Match.FULL:
                return found, {**told, "bolo.serve": route.handle}
        return Match.NONE, {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on to the route that was found."""
        await scope["bolo.serve"](scope, receive, send)

    def _names(self, route: BaseRoute) -> Iterable[str]:
        """Return the names that a route's paths begin with; one that may be any name stays out."""
        for shown in iter_route_contexts([route]):
            path = shown.path or ""
            if path.startswith(self._prefix) and not self._first(path).startswith("{"):
                yield self._first(path)

    def _first(self, path: str) -> str:
        return path[len(self._prefix) :].partition("/")[0]


def _quick(routes: Sequence[BaseRoute]) -> Iterator[tuple[str, QuickRead]]:
    """Return routes that are read all the time, by their paths."""
    for shown in iter_route_contexts(routes):
        if isinstance(shown.original_route, QuickRead) and shown.path:
            yield shown.path, shown.original_route
