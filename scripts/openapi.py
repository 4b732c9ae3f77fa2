"""Print the contract of the API as JSON: what web/openapi.json is made of.

.venv/bin/python scripts/openapi.py > web/openapi.json
"""

import json
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any

from bolo.api.app import create_app


def nothing() -> AbstractAsyncContextManager[Any]:
    """Open no services: the contract needs none."""
    return nullcontext()


print(json.dumps(create_app(nothing, None).openapi(), indent=2, sort_keys=True))
