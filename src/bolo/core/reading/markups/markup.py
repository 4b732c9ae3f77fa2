"""Microdata and RDFa of a parsed page, as the nested dictionaries that JSON-LD has."""

from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

_SELECT: Final = "[itemscope],[itemprop],[typeof],[property],[rel]"
_MOST_NODES: Final = 3_000
_CONTENT_FIRST: Final = ("content", "data-content")
_BY_TAG: Final = {
    "a": "href", "link": "href", "area": "href", "img": "src", "source": "src", "iframe": "src",
    "object": "data", "time": "datetime", "data": "value", "meter": "value", "video": "src",
}  # fmt: skip
_SCHEMES: Final = ("og:", "fb:", "twitter:", "article:", "product:", "al:", "book:")


def items(tree: LexborHTMLParser) -> list[dict[str, Any]]:
    """Return the outermost items of the page, their properties nested as stated."""
    scopes: dict[int, dict[str, Any]] = {}
    outermost: list[dict[str, Any]] = []
    for node in once(tree.css(_SELECT))[:_MOST_NODES]:
        attributes = node.attributes
        name = _property(attributes)
        scope = _scope(attributes)
        if scope is None and name is None:
            continue
        if name is None:
            name = _chained(node)
        owner = _owner(node, scopes)
        if scope is not None:
            scopes[node.mem_id] = scope
        if name is not None and owner is not None:
            value = scope if scope is not None else _value(node, attributes)
            for part in name.split():
                _add(owner, part, value)
        elif scope is not None:
            outermost.append(scope)
    return outermost


def once(nodes: list[LexborNode]) -> list[LexborNode]:
    """Return each node once; a node that matches several selectors comes several times."""
    return list({node.mem_id: node for node in nodes}.values())


def _property(attributes: dict[str, str | None]) -> str | None:
    name = attributes.get("itemprop") or attributes.get("property")
    if name is None and "typeof" in attributes:
        name = attributes.get("rel")
    if name is None and ("href" in attributes or "resource" in attributes):
        name = _vocabulary_rel(attributes)
    if not name or name.startswith(_SCHEMES):
        return None
    return " ".join(
        part.rpartition("/")[2].rpartition("#")[2].rpartition(":")[2] for part in name.split()
    )


def _vocabulary_rel(attributes: dict[str, str | None]) -> str | None:
    rel = attributes.get("rel") or ""
    return rel if rel.startswith(("gr:", "schema:")) else None


def _chained(node: LexborNode) -> str | None:
    """Return the property that the parent's `rel` gives to the item below it."""
    name = _vocabulary_rel(node.parent.attributes) if node.parent is not None else None
    return name.rpartition(":")[2] if name else None


def _scope(attributes: dict[str, str | None]) -> dict[str, Any] | None:
    kind = attributes.get("itemtype") or attributes.get("typeof")
    if kind:
        return {
            "@type": [
                k.rpartition("/")[2].rpartition("#")[2].rpartition(":")[2] for k in kind.split()
            ]
        }
    return {} if "itemscope" in attributes else None


def _owner(node: LexborNode, scopes: dict[int, dict[str, Any]]) -> dict[str, Any] | None:
    parent = node.parent
    while parent is not None:
        if (scope := scopes.get(parent.mem_id)) is not None:
            return scope
        parent = parent.parent
    return None


def _value(node: LexborNode, attributes: dict[str, str | None]) -> str:
    for name in _CONTENT_FIRST:
        if attributes.get(name):
            return attributes[name] or ""
    own = _BY_TAG.get(node.tag or "")
    if own and attributes.get(own):
        return attributes[own] or ""
    resource = attributes.get("resource") or attributes.get("href")
    return resource or node.text(separator=" ", strip=True)[:2000]


def _add(owner: dict[str, Any], name: str, value: Any) -> None:  # noqa: ANN401 - text or item
    if name not in owner:
        owner[name] = value
    elif isinstance(owner[name], list):
        owner[name].append(value)
    else:
        owner[name] = [owner[name], value]
