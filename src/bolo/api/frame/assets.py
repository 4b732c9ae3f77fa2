"""The dashboard's scripts and styles: a browser asks for each once, and is sent it packed.

Beside each lies the same one as `.br`, if the build packed it: to who can unpack that it is sent
as it lies there. What has none is packed on its way, as every long answer is.
"""

import os
from pathlib import Path
from typing import Any

from fastapi import Response
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import Headers

FOR_GOOD = "public, max-age=31536000, immutable"


class Assets(StaticFiles):
    """Files whose names say what is in them: a browser that has one need not ask again."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Any,  # noqa: ANN401  (Starlette's)
        status_code: int = 200,
    ) -> Response:
        """Answer with a file, packed if there is one packed and it can be unpacked."""
        packed = Path(f"{os.fspath(full_path)}.br")
        if _unpacks(Headers(scope=scope).get("accept-encoding", "")) and packed.is_file():
            response = super().file_response(packed, packed.stat(), scope, status_code)
            response.headers["content-encoding"] = "br"
            response.headers.add_vary_header("Accept-Encoding")
        else:
            response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["cache-control"] = FOR_GOOD
        return response


def _unpacks(accepted: str) -> bool:
    """Tell whether Brotli is among what is accepted; a weight of nought refuses it."""
    for word in accepted.split(","):
        name, _, weight = word.replace(" ", "").partition(";q=")
        if name.lower() == "br":
            return weight.rstrip("0") not in ("", "0", "0.") if weight else True
    return False
