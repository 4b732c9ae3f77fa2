"""The OpenAPI document: what clients are generated from."""

import json
import re
from contextlib import AbstractAsyncContextManager, nullcontext
from pathlib import Path
from typing import Any

import pytest

from bolo.api.app import create_app

ROOT = Path(__file__).parents[2]
OPEN = {
    *("health", "ready", "sign_in", "list_ways_in", "register", "log_in", "refresh", "log_out"),
    *("ask_for_reset", "reset_password", "verify_email", "read_invitation", "register_invited"),
    "follow_alert",
    "take_stripe_event",
}
"""Who calls these is not known yet."""


def nothing() -> AbstractAsyncContextManager[Any]:
    return nullcontext()


@pytest.fixture(scope="module")
def contract() -> dict[str, Any]:
    return create_app(nothing, None).openapi()


def operations(contract: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for methods in contract["paths"].values() for one in methods.values()]


def test_every_operation_is_named_by_its_function_and_described(contract: dict[str, Any]) -> None:
    names = [one["operationId"] for one in operations(contract)]

    assert len(names) == len(set(names))
    assert all(re.fullmatch("[a-z][a-z_]+", name) for name in names)
    assert all(one["description"] for one in operations(contract))
    assert all(one["tags"] for one in operations(contract))


def test_every_operation_documents_its_refusals(contract: dict[str, Any]) -> None:
    for one in operations(contract):
        if one["operationId"] in OPEN:
            continue
        refusals = {s: r for s, r in one["responses"].items() if s[0] in "45"}
        assert {"401", "403", "422", "503"} <= set(refusals), one["operationId"]
        for status, refusal in refusals.items():
            shape = "LimitProblem" if status == "402" else "Problem"
            (schema,) = (kind["schema"] for kind in refusal["content"].values())
            assert list(refusal["content"]) == ["application/problem+json"]
            assert schema == {"$ref": f"#/components/schemas/{shape}"}


def test_schemas_have_names_that_a_person_would_give(contract: dict[str, Any]) -> None:
    names = set(contract["components"]["schemas"])

    assert all(re.fullmatch("[A-Z][A-Za-z]+", name) for name in names)
    assert {"Problem", "Watches", "Sources", "Opportunities", "Alerts"} <= names
    assert not names & {"HTTPValidationError", "ValidationError"}


def test_what_needs_a_caller_says_how_to_be_one(contract: dict[str, Any]) -> None:
    assert set(contract["components"]["securitySchemes"]) == {"HTTPBearer", "APIKeyCookie"}
    for one in operations(contract):
        assert ("security" in one) == (one["operationId"] not in OPEN), one["operationId"]


def test_every_write_of_a_caller_takes_a_key(contract: dict[str, Any]) -> None:
    for methods in contract["paths"].values():
        for method, one in methods.items():
            named = any(p["name"] == "Idempotency-Key" for p in one.get("parameters", ()))
            known = one["operationId"] not in OPEN | {"sign_out"}
            writes = method != "get" and known
            assert named == writes, one["operationId"]
            signed = one["operationId"] == "take_stripe_event"
            assert ("400" in one["responses"]) == (writes or signed), one["operationId"]


def test_what_the_dashboard_was_generated_from_is_this_contract(contract: dict[str, Any]) -> None:
    told = json.loads((ROOT / "web" / "openapi.json").read_text())

    same = json.loads(json.dumps(contract)) == told  # no diff of thousands of lines

    assert same, (
        "run: .venv/bin/python scripts/openapi.py > web/openapi.json, then npm run generate"
    )
