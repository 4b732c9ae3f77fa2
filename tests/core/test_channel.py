"""The channel's schedule, and errors that carry what is needed to act."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.channel import (
    LONGEST_WAIT,
    RETRIES,
    Channel,
    Entry,
    Field,
    Message,
    Parcel,
    Reply,
    Target,
    checked,
    retry_after,
    shorten,
)
from bolo.core.errors import Blocked, BudgetSpent, Invalid, Unavailable
from bolo.core.events import KINDS, Event


def test_the_waits_between_attempts_grow_up_to_a_day() -> None:
    assert sorted(RETRIES) == list(RETRIES)
    assert RETRIES[0] == timedelta(seconds=5)
    assert RETRIES[-1] == timedelta(days=1)


def test_a_block_says_by_whom_and_until_when() -> None:
    error = Blocked("captcha", retry_after=timedelta(hours=1))

    assert error.by == str(error) == "captcha"
    assert error.retry_after == timedelta(hours=1)
    assert BudgetSpent("soon").retry_after is None
    assert isinstance(error, Unavailable)


def test_every_event_is_found_by_its_kind() -> None:
    assert {event.kind: event for event in Event.__subclasses__()} == KINDS
    assert all(event.kind == event.__name__ for event in KINDS.values())


AT = datetime(2026, 11, 21, 19, tzinfo=UTC)
FIELDS = (
    Field("to", "To", Entry.EMAIL),
    Field("server", "Server", Entry.ADDRESS, default="https://ntfy.sh", required=False),
    Field("token", "Token", Entry.SECRET, required=False, pattern="tk_.+", example="tk_abc"),
    Field("key", "Key", made=True),
)


class Plain(Channel):
    """A channel that leaves everything as it is."""

    slug = title = note = "plain"
    fields = FIELDS

    def write(self, message: Message, target: Target, at: datetime) -> Parcel:
        """Never called here."""
        raise AssertionError(message, target, at)


def test_settings_are_stripped_and_completed_and_what_is_empty_is_left_out() -> None:
    settings = checked(FIELDS, {"to": " ada@example.org ", "token": " "})

    assert settings == {"to": "ada@example.org", "server": "https://ntfy.sh"}
    assert FIELDS[2].secret
    assert not FIELDS[0].secret


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "To is missing"),
        ({"to": "nobody"}, "To does not look right"),
        ({"to": "a@b.de", "server": "ftp://x"}, "only http and https"),
        ({"to": "a@b.de", "server": "https://ada:pw@x.example"}, "would be shown: leave it out"),
        ({"to": "a@b.de", "token": "x"}, "it looks like tk_abc"),
        ({"to": "a@b.de", "key": "x"}, "there is no setting called key"),
        ({"to": "a@b.de\x00"}, "cannot be printed"),
        ({"to": "a" * 5000}, "too long"),
    ],
)
def test_a_setting_that_cannot_be_says_what_is_wrong(given: dict[str, str], told: str) -> None:
    with pytest.raises(Invalid, match=told):
        checked(FIELDS, given)


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("30", timedelta(seconds=30)),
        ("0.5", timedelta(seconds=0.5)),
        ("999999999", LONGEST_WAIT),
        ("Sat, 21 Nov 2026 19:02:00 GMT", timedelta(minutes=2)),
        ("Sat, 21 Nov 2026 19:02:00 -0000", timedelta(minutes=2)),
        ("Fri, 20 Nov 2026 19:02:00 GMT", timedelta()),
        ("soon", None),
        ("", None),
    ],
)
def test_how_long_to_wait_is_read_in_both_forms(header: str, wait: timedelta | None) -> None:
    assert retry_after(Reply(429, AT, {"retry-after": header})) == wait


@given(status=st.integers(100, 599))
def test_every_status_is_sent_or_refused_or_to_be_tried_again(status: int) -> None:
    outcome = Plain().read(Reply(status, AT))

    assert outcome.sent == (200 <= status < 300)
    assert not (outcome.sent and outcome.again)
    assert outcome.again == (status >= 500 or status in {408, 425, 429})
    assert (outcome.status, outcome.told) == (status, f"answered {status}")


@given(text=st.text())
def test_a_vendors_words_become_one_short_printable_line(text: str) -> None:
    told = shorten(text, 20)

    assert len(told) <= 20
    assert told.isprintable()
