"""When a kept answer may be used again (RFC 9111, section by section)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.platform.http.freshness import (
    Entry,
    age,
    conditions,
    confirmed,
    directives,
    is_fresh,
    key,
    lifetime_of,
    may_keep,
    may_serve_stale,
    may_use_kept,
)
from tests.platform.http.street import NOON

HEURISTIC = timedelta(minutes=5)
AT_NOON = "Mon, 02 Mar 2026 12:00:00 GMT"
ENTRY = Entry("http://shop.example/", {"cache-control": "max-age=60"}, b"", "", NOON, NOON)


def entry(**headers: str) -> Entry:
    return replace(ENTRY, headers={name.replace("_", "-"): v for name, v in headers.items()})


def fresh_after(seconds: float, kept: Entry, request: Mapping[str, str] | None = None) -> bool:
    return is_fresh(kept, request or {}, NOON + timedelta(seconds=seconds), HEURISTIC)


def test_an_answer_is_fresh_as_long_as_it_says() -> None:
    assert fresh_after(59, ENTRY)
    assert not fresh_after(60, ENTRY)


def test_the_age_it_arrived_with_counts() -> None:
    kept = entry(cache_control="max-age=60", age="50")

    assert fresh_after(9, kept)
    assert not fresh_after(10, kept)


def test_the_time_on_the_way_counts() -> None:
    kept = replace(ENTRY, asked_at=NOON - timedelta(seconds=20))

    assert age(kept, NOON) == timedelta(seconds=20)


def test_a_date_in_the_past_counts_as_age() -> None:
    kept = entry(date="Mon, 02 Mar 2026 11:59:30 GMT", cache_control="max-age=60")

    assert age(kept, NOON) == timedelta(seconds=30)


def test_expires_is_read_against_date() -> None:
    kept = entry(date=AT_NOON, expires="Mon, 02 Mar 2026 12:01:00 GMT")

    assert fresh_after(59, kept)
    assert not fresh_after(61, kept)


@pytest.mark.parametrize("expires", ["0", "-1", "never", "Mon, 02 Mar 2026 11:00:00 GMT"])
def test_an_unreadable_or_past_expires_has_expired(expires: str) -> None:
    assert not fresh_after(0, entry(date=AT_NOON, expires=expires))


def test_max_age_goes_before_expires() -> None:
    kept = entry(date=AT_NOON, expires="Mon, 02 Mar 2026 13:00:00 GMT", cache_control="max-age=1")

    assert not fresh_after(2, kept)


@pytest.mark.parametrize("stated", ["max-age", "max-age=abc", "max-age=-5"])
def test_an_unreadable_max_age_is_none_at_all(stated: str) -> None:
    assert not fresh_after(0, entry(cache_control=stated))


def test_without_a_word_a_tenth_of_its_age_is_assumed() -> None:
    kept = entry(date=AT_NOON, last_modified="Mon, 02 Mar 2026 11:50:00 GMT")

    assert lifetime_of(kept, HEURISTIC) == timedelta(minutes=1)


def test_what_is_assumed_is_bounded() -> None:
    kept = entry(last_modified="Mon, 02 Mar 2020 12:00:00 GMT")

    assert lifetime_of(kept, HEURISTIC) == HEURISTIC


@pytest.mark.parametrize("headers", [{}, {"last_modified": "yesterday"}])
def test_nothing_is_assumed_of_a_page_without_a_date(headers: dict[str, str]) -> None:
    assert not fresh_after(0, entry(etag='"1"', **headers))


@pytest.mark.parametrize("stated", ["no-cache", "no-cache, max-age=60", 'no-cache="set-cookie"'])
def test_no_cache_is_asked_about_each_time(stated: str) -> None:
    assert not fresh_after(0, entry(cache_control=stated))


def test_the_old_pragma_counts_where_nothing_newer_is_said() -> None:
    modified = "Mon, 02 Mar 2020 12:00:00 GMT"

    assert not fresh_after(0, entry(pragma="no-cache", last_modified=modified))
    assert fresh_after(0, entry(pragma="no-cache", cache_control="max-age=5"))


@pytest.mark.parametrize(
    ("asked", "is_used"), [("no-cache", False), ("max-age=10", False), ("max-age=50", True)]
)
def test_the_question_may_want_it_fresher(asked: str, is_used: bool) -> None:
    assert fresh_after(30, ENTRY, {"Cache-Control": asked}) is is_used


def test_a_question_may_want_nothing_kept() -> None:
    assert not may_use_kept({"Cache-Control": "no-store"})
    assert not may_keep({"Cache-Control": "no-store"}, 200, {"etag": '"1"'})


@pytest.mark.parametrize(
    ("status", "headers", "kept"),
    [
        (200, {"etag": '"1"'}, True),
        (200, {"last-modified": AT_NOON}, True),
        (200, {"cache-control": "max-age=60"}, True),
        (200, {"cache-control": "private, max-age=60"}, True),
        (200, {}, False),
        (200, {"cache-control": "max-age=0"}, False),
        (200, {"cache-control": "no-store", "etag": '"1"'}, False),
        (200, {"vary": "*", "etag": '"1"'}, False),
        (404, {"etag": '"1"'}, False),
        (206, {"etag": '"1"'}, False),
    ],
)
def test_what_is_kept(status: int, headers: dict[str, str], kept: bool) -> None:
    assert may_keep({}, status, headers) is kept


@pytest.mark.parametrize(
    ("stated", "seconds", "stands_in"),
    [
        ("max-age=60, stale-if-error=100", 159, True),
        ("max-age=60, stale-if-error=100", 161, False),
        ("max-age=60", 61, False),
        ("max-age=60, stale-if-error=100, must-revalidate", 61, False),
        ("no-cache, stale-if-error=100", 61, False),
    ],
)
def test_a_stale_answer_stands_in_only_where_it_says_so(
    stated: str, seconds: int, stands_in: bool
) -> None:
    now = NOON + timedelta(seconds=seconds)

    assert may_serve_stale(entry(cache_control=stated), now, HEURISTIC) is stands_in


def test_a_304_brings_the_headers_up_to_date_and_leaves_those_of_the_body() -> None:
    kept = entry(etag='"1"', content_encoding="gzip", age="9", cache_control="max-age=1")
    later = NOON + timedelta(hours=1)

    newer = confirmed(kept, {"cache-control": "max-age=9", "content-length": "0"}, later, later)

    assert newer.headers == {
        "etag": '"1"',
        "content-encoding": "gzip",
        "cache-control": "max-age=9",
    }
    assert age(newer, later) == timedelta(0)


def test_the_conditions_are_those_it_came_with() -> None:
    assert conditions(entry(etag='W/"1"', last_modified=AT_NOON)) == {
        "If-None-Match": 'W/"1"',
        "If-Modified-Since": AT_NOON,
    }
    assert conditions(ENTRY) == {}


def test_the_first_of_a_repeated_directive_counts() -> None:
    assert directives('Max-Age="5", max-age=9, , private') == {"max-age": "5", "private": None}


def test_questions_share_an_entry_only_with_equal_headers_in_any_order_and_case() -> None:
    url = "http://shop.example/"

    plain = key(url, {"Accept-Language": "de", "X-Api-Key": "1"}, "bolo")

    assert plain == key(url, {"x-api-key": "1", "accept-language": "de"}, "bolo")
    assert plain == key(
        url, {"Accept-Language": "de", "X-Api-Key": "1", "Cache-Control": "no-cache"}, "bolo"
    )
    assert plain != key(url, {"Accept-Language": "en", "X-Api-Key": "1"}, "bolo")
    assert plain != key(url, {"Accept-Language": "de", "X-Api-Key": "2"}, "bolo")
    assert plain != key(f"{url}?a", {"Accept-Language": "de", "X-Api-Key": "1"}, "bolo")
    assert plain != key(url, {"Accept-Language": "de", "X-Api-Key": "1"}, "bolo/2")


@given(st.dictionaries(st.sampled_from(["cache-control", "expires", "date", "age"]), st.text()))
def test_no_header_breaks_the_reckoning(headers: dict[str, str]) -> None:
    kept = replace(ENTRY, headers=headers)

    assert lifetime_of(kept, HEURISTIC) >= timedelta(0)
    assert age(kept, NOON) >= timedelta(0)


def test_an_answer_of_a_time_to_come_is_asked_for_anew() -> None:
    kept = entry(cache_control="max-age=600, stale-if-error=600")
    day = timedelta(days=1)

    late = is_fresh(kept, {}, kept.answered_at - timedelta(seconds=30), HEURISTIC)
    set_back = is_fresh(kept, {}, kept.answered_at - day, HEURISTIC)
    stands_in = may_serve_stale(kept, kept.answered_at - day, HEURISTIC)

    assert (late, set_back, stands_in) == (True, False, False)
