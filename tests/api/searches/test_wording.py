"""The plain-language box over the wire: what a model wrote is shown, and never saved by itself."""

from typing import Any

from pydantic import SecretStr

from tests.api.door import Door
from tests.pipeline.watch.searches.language import KEY, language


async def test_plain_words_become_a_rule_that_is_shown_and_not_saved(door: Door) -> None:
    unset = (await door.get("/searches/wording"), await _word(door, 409))
    async with language() as playing:
        door.services.settings = door.services.settings.model_copy(
            update={
                "language_vendor": "anthropic",
                "language_model": "some-model",
                "language_key": SecretStr(KEY),
                "language_url": playing.at,
            }
        )
        known = await door.get("/searches/wording")
        made = await _word(door, 200)
        playing.text = "I would look for (phones"
        odd = await _word(door, 200)
        playing.status, playing.text = 401, f"invalid key {KEY}"
        refused = await _word(door, 503)
        searches = (await door.get("/searches"))["items"]
        entries = (await door.get("/audit"))["items"]

    assert unset[0] == {"vendor": None, "model": None}
    assert "BOLO_LANGUAGE_KEY" in unset[1]["detail"]
    assert known == {"vendor": "anthropic", "model": "some-model"}
    assert made["rule"] == made["said"] == "iphone (13 OR 14) -case price<400GBP"
    assert made["form"]["any"] == ["13", "14"]
    assert made["mistake"] is None
    assert odd["rule"] is None
    assert odd["said"] == "I would look for (phones"
    assert odd["mistake"]["message"].startswith("the language model wrote what is no rule: ")
    assert "invalid key …" in refused["detail"]
    assert searches == []
    assert not any(one["action"] == "word_rule" for one in entries)
    assert playing.violations == []


async def _word(door: Door, status: int) -> Any:  # noqa: ANN401  JSON
    answer = await door.ask("POST", "/searches/wording", json={"words": "an iPhone 13"})
    assert answer.status == status
    return answer.body
