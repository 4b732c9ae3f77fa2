"""Whose pages may use the API."""

import pytest

from bolo.api.frame.cors import cors
from bolo.core.errors import Misconfigured
from bolo.platform.settings import Settings


def test_cookies_are_for_named_origins_alone() -> None:
    named, anybody = cors(("https://a.example",)), cors(("https://a.example", "*"))

    assert (named["allow_origins"], named["allow_credentials"]) == (["https://a.example"], True)
    assert (anybody["allow_origins"], anybody["allow_credentials"]) == (["*"], False)


def test_origins_are_named_by_commas() -> None:
    told = Settings.load(cors_origins="https://a.example, http://localhost:3000,")

    assert told.cors_origins == ("https://a.example", "http://localhost:3000")
    assert Settings.load().cors_origins == ()


@pytest.mark.parametrize(
    "wrong", ["a.example", "https://a.example/", "https://*.example/x", "null"]
)
def test_what_is_no_origin_is_refused(wrong: str) -> None:
    with pytest.raises(Misconfigured, match="BOLO_CORS_ORIGINS"):
        Settings.load(cors_origins=wrong)


def test_a_key_has_a_limit_where_others_can_reach_us() -> None:
    assert Settings.load().requests_per_minute is None
    assert Settings.load(host="192.0.2.1").requests_per_minute == 600
    assert Settings.load(host="192.0.2.1", rate_limit=0).requests_per_minute is None
    assert Settings.load(rate_limit=30).requests_per_minute == 30
