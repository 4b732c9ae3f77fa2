"""Nodes of schema.org as they come out of any markup: lists, references, words, names."""

import re
from collections.abc import Mapping
from typing import Any

from bolo.core.reading.document.source import plain

Node = dict[str, Any]
_TEMPLATE = re.compile(r"\$[a-z]\w*$|\$?\{")
"""A place that the shop forgot to fill: `$brand`, `{{ brand }}`."""


def list_of(value: Any) -> list[Any]:  # noqa: ANN401 - JSON
    """Return a value as a list; nothing is an empty one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def resolved(node: Any, index: Mapping[str, Node]) -> Node:  # noqa: ANN401 - JSON
    """Follow `{"@id": …}` into the graph."""
    if isinstance(node, str):
        return index.get(node, {})
    if not isinstance(node, dict):
        return {}
    if set(node) == {"@id"}:
        return index.get(str(node["@id"]), node)
    return node


def text_of(value: Any) -> str | None:  # noqa: ANN401 - JSON
    """Return the words that a value is or carries."""
    if isinstance(value, list):
        value = next((one for one in value if one), None)
    if isinstance(value, dict):
        value = value.get("@value") or value.get("value") or value.get("name")
    text = "" if value is None or isinstance(value, bool | dict | list) else plain(str(value))
    return None if text[:1] in "${" and _TEMPLATE.match(text) else text or None


def name_of(value: Any, index: Mapping[str, Node]) -> str | None:  # noqa: ANN401 - JSON
    """Return the name of what is meant, or the words that stand for it."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = resolved(value, index).get("name")
    return text_of(value)


def image_of(value: Any, index: Mapping[str, Node]) -> str | None:  # noqa: ANN401 - JSON
    """Return the address of a picture."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        node = resolved(value, index)
        value = node.get("url") or node.get("contentUrl")
    return value if isinstance(value, str) and value else None


def address_of(value: Any) -> str | None:  # noqa: ANN401 - JSON
    """Return the address that a value is or carries."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return value if isinstance(value, str) and value else None
