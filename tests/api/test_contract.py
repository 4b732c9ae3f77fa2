"""The OpenAPI document: what clients are generated from."""

import re
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any

import pytest

from bolo.api.app import create_app

OPEN = {"health", "ready", "sign_in"}


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
        refusals = {s: r for s, r in one["responses"].items() if not s.startswith("2")}
        assert {"401", "403", "422", "503"} <= set(refusals), one["operationId"]
        for refusal in refusals.values():
            (schema,) = (kind["schema"] for kind in refusal["content"].values())
            assert list(refusal["content"]) == ["application/problem+json"]
            assert schema == {"$ref": "#/components/schemas/Problem"}


def test_schemas_have_names_that_a_person_would_give(contract: dict[str, Any]) -> None:
    names = set(contract["components"]["schemas"])

    assert all(re.fullmatch("[A-Z][A-Za-z]+", name) for name in names)
    assert {"Problem", "Watches", "Sources", "Opportunities", "Alerts"} <= names
    assert not names & {"HTTPValidationError", "ValidationError"}


def test_what_needs_a_caller_says_how_to_be_one(contract: dict[str, Any]) -> None:
    assert set(contract["components"]["securitySchemes"]) == {"HTTPBearer", "APIKeyCookie"}
    for one in operations(contract):
        assert ("security" in one) == (one["operationId"] not in OPEN), one["operationId"]
