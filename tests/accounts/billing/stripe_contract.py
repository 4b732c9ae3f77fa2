"""Stripe's OpenAPI document, made to judge a request; skips aloud where it is not there.

Forms nest by brackets, which no validator reads: they are decoded here, their words read as the
types that the document has there, and the result is held against its schema.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import orjson
import pytest
import yaml
from openapi_schema_validator import OAS30Validator

from bolo.core.marketplace import Request

FOLDER = Path(__file__).parents[3].parent / "shared" / "contracts" / "stripe"
FORM = "application/x-www-form-urlencoded"


def file(name: str) -> Path:
    """Return a file of the contract, or skip the test and say which one is missing."""
    found = FOLDER / name
    if not found.exists():
        pytest.skip(f"Stripe's {name} is not on this machine: nothing was held against it")
    return found


@cache
def document() -> dict[str, Any]:
    """Return the OpenAPI document; it takes some seconds to read."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    told: dict[str, Any] = yaml.load(file("spec3.yaml").read_bytes(), loader)  # noqa: S506  (a safe one)
    return told


@cache
def _fixtures() -> dict[str, Any]:
    told: dict[str, Any] = orjson.loads(file("fixtures3.json").read_bytes())["resources"]
    return told


def fixture(name: str, **changes: Any) -> dict[str, Any]:  # noqa: ANN401  JSON
    """Return an example object of 2026-08, changed; nobody else's copy."""
    return {**orjson.loads(orjson.dumps(_fixtures()[name])), **changes}


def operation(method: str, path: str) -> dict[str, Any] | None:
    """Return what the document says of a request; the most literal path goes first."""
    for known, methods in sorted(document()["paths"].items(), key=lambda one: one[0].count("{")):
        pattern = re.sub(r"\{[^}]+\}", "[^/]+", known)
        if method in methods and re.fullmatch(pattern, path):
            found: dict[str, Any] = methods[method]
            return found
    return None


def judge(request: Request) -> list[str]:
    """Say what is wrong with a request; an empty list when nothing is."""
    parts = urlsplit(request.url)
    method = request.method.lower()
    told = operation(method, parts.path)
    if told is None:
        return [f"there is no {method} {parts.path}"]
    headers = {name.lower(): value for name, value in request.headers.items()}
    wrong = []
    if not headers.get("authorization", "").startswith("Bearer sk_"):
        wrong.append("no secret key")
    if headers.get("stripe-version") != document()["info"]["version"]:
        wrong.append("another version than the contract's")
    if method == "get":
        return wrong + _held(_of_query(told), parts.query)
    if headers.get("content-type") != FORM:
        wrong.append("not the form it should be")
    schema = told["requestBody"]["content"][FORM]["schema"]
    return wrong + _held(schema, (request.body or b"").decode())


def _of_query(told: Mapping[str, Any]) -> dict[str, Any]:
    known = {one["name"]: one for one in told["parameters"] if one["in"] == "query"}
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {name: one["schema"] for name, one in known.items()},
        "required": [name for name, one in known.items() if one.get("required")],
    }


def _held(schema: Mapping[str, Any], form: str) -> list[str]:
    given = typed(schema, nested(form))
    errors = OAS30Validator(schema).iter_errors(given)
    return [f"{'.'.join(map(str, one.path)) or 'the form'}: {one.message[:200]}" for one in errors]


def nested(form: str) -> Any:  # noqa: ANN401  JSON
    """Return a form as what its brackets nest."""
    root: dict[str, Any] = {}
    for name, value in parse_qsl(form, keep_blank_values=True, strict_parsing=bool(form)):
        *way, last = re.findall(r"[^\[\]]+", name)
        place = root
        for step in way:
            place = place.setdefault(step, {})
        place[last] = value
    return _lists(root)


def _lists(given: Any) -> Any:  # noqa: ANN401  JSON
    if not isinstance(given, dict):
        return given
    if given and all(key.isdecimal() for key in given):
        return [_lists(given[key]) for key in sorted(given, key=int)]
    return {key: _lists(value) for key, value in given.items()}


def typed(schema: Mapping[str, Any], given: Any) -> Any:  # noqa: ANN401  JSON
    """Read words as the types that a schema has in their places; what fits none stays a word."""
    for one in schema.get("anyOf", ()):
        found = typed(one, given)
        if OAS30Validator(one).is_valid(found):
            return found
    kind = schema.get("type")
    if kind == "object" and isinstance(given, dict):
        known, more = schema.get("properties", {}), schema.get("additionalProperties")
        return {
            key: typed(known.get(key) or (more if isinstance(more, dict) else {}), value)
            for key, value in given.items()
        }
    if kind == "array" and isinstance(given, list):
        return [typed(schema["items"], one) for one in given]
    if kind == "integer" and isinstance(given, str) and re.fullmatch(r"-?\d+", given):
        return int(given)
    if kind == "boolean" and given in {"true", "false"}:
        return given == "true"
    return given
