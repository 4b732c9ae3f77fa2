"""What every channel must do, held against its vendor's contract.

Green proves the shape of requests, and how answers are read; not credentials, quotas, or what
a vendor does today.
"""

import asyncio
from dataclasses import replace
from datetime import timedelta

import orjson
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bolo.channels import discover, enrol
from bolo.channels.webhook import Webhook
from bolo.core.channel import (
    Channel,
    Fact,
    Handoff,
    Letter,
    Link,
    Message,
    Parcel,
    Target,
    checked,
)
from bolo.core.errors import Broken, Invalid
from bolo.core.marketplace import Request
from bolo.platform.buckets import MemoryBuckets
from bolo.platform.carriers.carrier import Carrier
from bolo.platform.carriers.mail import Mailer, Server
from bolo.platform.clock import system_clock
from bolo.platform.http.cache import MemoryCache
from bolo.platform.http.config import FetchConfig
from bolo.platform.http.fetcher import Fetcher
from tests.channels.cases import AT, BARE, CASES, MESSAGE, OWN, SEED
from tests.channels.contracts import CONTRACTS, needed
from tests.channels.vendors import HOSTS, vendors
from tests.platform.carriers.smtp import mail_server

KINDS = discover()
each = pytest.mark.parametrize("slug", KINDS)
words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=80)
lengths = st.integers(0, 120)
urls = st.builds(
    lambda host, path: f"https://{host}/{'p' * path}",
    st.sampled_from(["shop.example", "127.0.0.1:8000", "xn--bcher-kva.example"]),
    st.integers(0, 3000),
)
links = st.builds(Link, st.builds(lambda text, n: (text or "x") * (n + 1), words, lengths), urls)
facts = st.builds(Fact, words, st.builds(lambda text, n: text * n, words, lengths))
messages = st.builds(
    Message,
    id=st.uuids(),
    kind=st.just("opportunity.buy"),
    title=st.builds(lambda text, n: text * n, words, lengths),
    body=st.builds(lambda text, n: text * n, words, st.integers(0, 400)),
    created_at=st.just(AT),
    opportunity=st.none() | st.uuids(),
    image=st.none() | urls,
    verdict=st.sampled_from([None, "buy", "negotiate"]),
    facts=st.lists(facts, max_size=30).map(tuple),
    links=st.lists(links, max_size=4).map(tuple),
    more=st.lists(links, max_size=60).map(tuple),
)

BARE_AND_LONG = replace(BARE, title="é" * 3_000, body="")


def target(slug: str) -> Target:
    case = CASES[slug]
    return Target({**checked(KINDS[slug].fields, case.settings), **case.made}, own=OWN, seed=SEED)


def write(slug: str, message: Message = MESSAGE) -> Parcel:
    return KINDS[slug]().write(message, target(slug), AT)


def junk(parcel: Request) -> bytes:
    """Return a body that no vendor takes, in the encoding that the parcel has."""
    if (parcel.body or b"")[:1] != b"{":
        return b"blocks=[]&x=1"
    return orjson.dumps({"text": 1, "message": "x", "embeds": 1, "content": 1, "actions": []})


def body(parcel: Parcel) -> str:
    """Return the words of a parcel, as its reader decodes them."""
    if isinstance(parcel, Letter):
        return parcel.text
    if isinstance(parcel, Handoff):
        return parcel.body
    return (parcel.body or b"").decode(errors="replace")


def test_every_channel_has_a_case_and_every_vendors_contract_is_used() -> None:
    assert set(KINDS) == set(CASES)
    assert set(CONTRACTS) <= set(KINDS)


def test_two_channels_of_one_name_are_a_bug() -> None:
    with pytest.raises(Broken, match="two channels are called webhook"):
        enrol(Webhook, {"webhook": Webhook})


@each
def test_it_says_what_it_needs_in_words(slug: str) -> None:
    kind = KINDS[slug]

    assert kind.title
    assert kind.note.endswith(".")
    assert all(field.label for field in kind.fields)
    assert len({field.name for field in kind.fields}) == len(kind.fields)


@each
def test_all_that_is_missing_is_said_at_once(slug: str) -> None:
    required = [one for one in KINDS[slug].fields if one.required and not one.made]

    with pytest.raises(Invalid) as caught:
        checked(KINDS[slug].fields, {})

    assert all(f"{one.label} is missing" in str(caught.value) for one in required)


@each
def test_a_setting_that_looks_wrong_is_refused_and_a_secret_one_not_repeated(slug: str) -> None:
    case = CASES[slug]
    for field in KINDS[slug].fields:
        if field.made or not (field.pattern or field.entry in {"email", "phone"}):
            continue

        with pytest.raises(Invalid) as caught:
            checked(KINDS[slug].fields, {**case.settings, field.name: "hunter2 hunter3"})

        assert field.label in str(caught.value)
        assert "hunter2" not in str(caught.value)


@each
def test_a_message_is_one_parcel_and_the_same_one_when_it_is_sent_again(slug: str) -> None:
    first, again = write(slug), write(slug)

    assert isinstance(first, Request | Letter | Handoff)
    assert first == again


@each
def test_the_message_is_in_it(slug: str) -> None:
    if slug == "webpush":
        pytest.skip("it is encrypted; see test_webpush")

    told = body(write(slug, replace(BARE, title="Kestrel", body="Wren")))

    assert "Kestrel" in told or isinstance(write(slug), Letter | Handoff)
    assert "Wren" in told or slug == "twilio"  # a text message is its title


@pytest.mark.parametrize("slug", CONTRACTS)
@pytest.mark.parametrize("message", [MESSAGE, BARE, replace(MESSAGE, demo=True)])
def test_what_is_sent_keeps_the_vendors_contract(slug: str, message: Message) -> None:
    parcel = write(slug, message)

    assert isinstance(parcel, Request)
    assert CONTRACTS[slug](parcel) == []


@pytest.mark.parametrize("slug", CONTRACTS)
def test_the_contract_would_notice(slug: str) -> None:
    parcel = write(slug)
    assert isinstance(parcel, Request)

    broken = replace(parcel, body=junk(parcel))

    assert CONTRACTS[slug](broken)


@pytest.mark.parametrize("slug", CONTRACTS)
@settings(max_examples=25)
@example(message=BARE_AND_LONG)
@given(message=messages)
def test_no_message_is_too_long_or_too_strange_for_a_vendor(slug: str, message: Message) -> None:
    parcel = write(slug, message)

    assert isinstance(parcel, Request)
    assert CONTRACTS[slug](parcel) == []


@pytest.mark.parametrize("slug", sorted(set(KINDS) - set(CONTRACTS)))
@settings(max_examples=15)
@given(message=messages)
def test_no_message_is_too_strange_to_be_written(slug: str, message: Message) -> None:
    write(slug, message)


@each
def test_a_taken_message_is_sent_and_the_vendors_word_is_told(slug: str) -> None:
    outcome = KINDS[slug]().read(CASES[slug].sent)

    assert outcome.sent
    assert not outcome.again
    assert CASES[slug].told in outcome.told


@each
def test_a_refusal_is_told_in_the_vendors_words_and_not_repeated(slug: str) -> None:
    for answer, told in CASES[slug].refused:
        outcome = KINDS[slug]().read(answer)

        assert not outcome.sent
        assert not outcome.again
        assert told in outcome.told


@each
def test_a_busy_vendor_is_asked_again_when_it_says(slug: str) -> None:
    for answer, after in CASES[slug].later:
        outcome = KINDS[slug]().read(answer)

        assert not outcome.sent
        assert outcome.again
        assert outcome.after == after


@each
def test_what_is_over_for_good_is_known(slug: str) -> None:
    for answer in CASES[slug].gone:
        outcome = KINDS[slug]().read(answer)

        assert (outcome.sent, outcome.again, outcome.gone) == (False, False, True)


@each
@pytest.mark.parametrize("junk", [b"", b"null", b"[1]", b"<html>", b'{"errors": 1}', b"\xff"])
def test_an_answer_that_makes_no_sense_breaks_nothing(slug: str, junk: bytes) -> None:
    kind: Channel = KINDS[slug]()

    assert kind.read(replace(CASES[slug].sent, body=junk, status=500)).again
    assert not kind.read(replace(CASES[slug].sent, body=junk, status=400)).sent


@pytest.mark.parametrize("slug", sorted(HOSTS.values()))
async def test_it_arrives_at_the_vendor_and_its_answer_comes_back(slug: str) -> None:
    needed(slug)
    kind = KINDS[slug]()
    async with vendors() as playing, _fetcher() as fetcher:
        carrier = _carrier(fetcher, playing.at)

        first = kind.read(await carrier.carry(write(slug), kind.host))
        playing.instead[slug] = CASES[slug].later[0][0]
        busy = kind.read(await carrier.carry(write(slug), kind.host))

    assert playing.violations == []
    assert (first.sent, CASES[slug].told in first.told) == (True, True)
    assert (busy.sent, busy.again) == (False, True)
    assert [name for name, _ in playing.came] == [slug, slug]


@pytest.mark.parametrize("slug", ["telegram", "sendgrid", "twilio"])
async def test_what_breaks_the_contract_is_refused_in_the_vendors_shape(slug: str) -> None:
    needed(slug)
    kind = KINDS[slug]()
    parcel = write(slug)
    assert isinstance(parcel, Request)
    async with vendors() as playing, _fetcher() as fetcher:
        carried = await _carrier(fetcher, playing.at).carry(
            replace(parcel, body=junk(parcel)), kind.host
        )

    assert playing.violations
    assert not kind.read(carried).sent
    assert "answered" not in kind.read(carried).told


async def test_a_letter_is_carried_by_mail() -> None:
    kind = KINDS["email"]()
    async with mail_server() as mailbox, _fetcher() as fetcher:
        outcome = kind.read(await _carrier(fetcher, None, mailbox.port).carry(write("email")))

    (got,) = mailbox.received
    plain, html = got.iter_parts()
    assert outcome.sent
    assert "4711" in outcome.told
    assert got["To"] == "grace@example.org"
    assert "Sell at eBay" in plain.get_content()
    assert "prefers-color-scheme: dark" in html.get_content()


async def test_what_is_for_apprise_is_handed_to_it() -> None:
    kind = KINDS["apprise"]()
    async with _fetcher() as fetcher:
        outcome = kind.read(await _carrier(fetcher, None).carry(write("apprise")))

    assert outcome.sent
    assert outcome.told == "took 20.00 EUR profit: Ümläut <b>headphones</b> 🎧 & more"


async def test_an_address_that_mail_cannot_hold_is_refused() -> None:
    letter = write("email")
    assert isinstance(letter, Letter)
    async with _fetcher() as fetcher:
        carrier = _carrier(fetcher, None)
        with pytest.raises(Invalid, match="no e-mail address"):
            await carrier.carry(replace(letter, to="a b@c\r\nBcc: x@y.z"))


def _fetcher() -> Fetcher:
    config = FetchConfig(user_agent="bolo", allow_private_addresses=True)
    return Fetcher(config, MemoryBuckets(system_clock), MemoryCache(), lambda *_: None)


async def _take(handoff: Handoff) -> str:
    await asyncio.sleep(0)
    return f"took {handoff.title}"


def _carrier(fetcher: Fetcher, vendors_at: str | None, smtp: int = 0) -> Carrier:
    server = Server("127.0.0.1", smtp, "none", "bolo <bolo@example.org>")
    mailer = Mailer(server, system_clock, patience=timedelta(minutes=5))
    return Carrier(fetcher.post, mailer, _take, system_clock, vendors_at)
