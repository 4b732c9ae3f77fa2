"""Plain words to a rule: whatever a language model answers is told in words, or is one line."""

import json

import pytest

from bolo.core.errors import BoloError, Invalid, LayoutChanged, Misconfigured, Unavailable
from bolo.core.searching.rules.rule import parse
from bolo.core.searching.rules.spoken import LONGEST_WORDS, USUAL, Scribe, Vendor
from tests.pipeline.watch.searches.language import answered

CLAUDE = Scribe(Vendor.ANTHROPIC, "some-model", USUAL[Vendor.ANTHROPIC], "secret")
GPT = Scribe(Vendor.OPENAI, "some-model", USUAL[Vendor.OPENAI], "secret")
OURS = [Scribe(vendor, "ours", "http://127.0.0.1:11434/v1") for vendor in Vendor]
RULE = "iphone (13 OR 14) price<400GBP"
PATHS = {Vendor.ANTHROPIC: "/v1/messages", Vendor.OPENAI: "/v1/chat/completions"}
both = pytest.mark.parametrize("model", [CLAUDE, GPT], ids=lambda model: model.vendor)


@both
def test_the_words_are_asked_and_nothing_else_of_ours(model: Scribe) -> None:
    request = model.ask(" an iPhone 13\n or 14 ")

    body = json.loads(request.body or b"")
    assert request.url == f"https://api.{model.vendor}.com{PATHS[model.vendor]}"
    assert body["model"] == "some-model"
    assert body["messages"][-1] == {"role": "user", "content": "an iPhone 13 or 14"}


def test_a_server_of_ones_own_is_asked_without_a_key() -> None:
    asked = [model.ask("lamp") for model in OURS]

    assert [one.url for one in asked] == [
        f"http://127.0.0.1:11434{PATHS[vendor]}" for vendor in Vendor
    ]
    assert not any({"authorization", "x-api-key"} & set(one.headers) for one in asked)


@both
@pytest.mark.parametrize("text", [RULE, f"\n```\n{RULE}\n```\nIt finds phones.", f" `{RULE}` "])
def test_the_rule_is_the_first_line_that_says_something(model: Scribe, text: str) -> None:
    assert model.read(200, answered(PATHS[model.vendor], text)) == RULE


@both
@pytest.mark.parametrize(
    ("status", "body", "error", "told"),
    [
        (200, "NONE.", Invalid, "nothing to look for"),
        (200, "", Invalid, "nothing to look for"),
        (200, None, Invalid, "nothing to look for"),
        (401, {"error": {"message": "bad key secret"}}, Misconfigured, r"\(401\): bad key …"),
        (404, {"error": "no such model"}, Misconfigured, "no such model"),
        (529, {"error": {"type": "overloaded"}}, Unavailable, "529"),
        (500, [], Unavailable, "no reason"),
    ],
    ids=map(str, range(7)),
)
def test_what_is_no_rule_is_told_in_words(
    model: Scribe, status: int, body: object, error: type[BoloError], told: str
) -> None:
    text = body if isinstance(body, str) else None
    given = answered(PATHS[model.vendor], text) if status == 200 else json.dumps(body).encode()

    with pytest.raises(error, match=told):
        model.read(status, given)


def test_the_words_of_a_vendor_that_asks_no_key_are_told() -> None:
    with pytest.raises(Unavailable, match="no reason"):
        OURS[0].read(502, b"<html>")


@both
def test_an_answer_of_no_known_shape_holds_no_rule(model: Scribe) -> None:
    for body in (b"[]", b"{}", b"nothing", b'{"choices": []}', b'{"content": [1]}'):
        with pytest.raises(LayoutChanged):
            model.read(200, body)


@pytest.mark.parametrize(
    ("model", "body"),
    [
        (CLAUDE, {"content": [{"type": "text", "text": "iph"}], "stop_reason": "max_tokens"}),
        (GPT, {"choices": [{"message": {"content": ""}, "finish_reason": "length"}]}),
    ],
    ids=["anthropic", "openai"],
)
def test_an_answer_that_was_cut_off_is_no_rule(model: Scribe, body: object) -> None:
    with pytest.raises(Invalid, match="cut off"):
        model.read(200, json.dumps(body).encode())


@pytest.mark.parametrize(
    "words", ["", "  \n", "x" * (LONGEST_WORDS + 1)], ids="none blank many".split()
)
def test_words_have_bounds(words: str) -> None:
    with pytest.raises(Invalid, match="500 characters"):
        CLAUDE.ask(words)


def test_the_key_is_not_shown_and_the_example_is_a_rule() -> None:
    told = json.loads(CLAUDE.ask("a").body or b"")["system"]

    assert "secret" not in repr(CLAUDE)
    assert parse(str(told).splitlines()[-1]).near
