"""Words cut to what a vendor bears: never too long, never half a letter, the rest counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.channels import letters
from bolo.channels.wording import clip, line, octets, public, units, whole
from bolo.core.channel import Fact, Link, Message
from tests.channels.cases import AT, MESSAGE

texts = st.text(st.characters(codec="utf-8"), max_size=200)


@given(text=texts, most=st.integers(0, 220), measure=st.sampled_from([units, octets, len]))
def test_what_is_clipped_fits_and_what_fits_is_not_clipped(
    text: str, most: int, measure: object
) -> None:
    assert callable(measure)

    told = clip(text, most, measure)

    assert measure(told) <= most
    assert told == text or measure(text) > most
    assert told in {text, ""} or text.startswith(told.removesuffix("…"))


@given(
    body=texts,
    facts=st.lists(texts, max_size=5),
    more=st.lists(texts, max_size=40),
    most=st.integers(0, 400),
)
def test_a_whole_message_fits(body: str, facts: list[str], more: list[str], most: int) -> None:
    message = Message(
        MESSAGE.id,
        "x",
        "t",
        body,
        AT,
        facts=tuple(Fact("Fact", fact) for fact in facts),
        more=tuple(Link(one, "https://bolo.example") for one in more),
        links=(Link("Open", "https://shop.example/p"),),
    )

    assert units(whole(message, most)) <= most


def test_when_room_is_short_the_body_gives_way_and_the_rest_is_counted() -> None:
    more = tuple(Link(f"Deal {n}", "") for n in range(50))
    message = Message(
        MESSAGE.id,
        "x",
        "t",
        "words " * 30,
        AT,
        facts=(Fact("Profit", "20 EUR"),),
        more=more,
        links=(Link("Open", "https://shop.example/p"),),
    )

    told = whole(message, 300)

    assert "Profit: 20 EUR" in told
    assert told.endswith("Open: https://shop.example/p")
    assert "more" in told
    assert whole(message, 2000).count("• Deal") == 50


@pytest.mark.parametrize(
    ("url", "reachable"),
    [
        ("https://shop.example/a.jpg", True),
        ("https://93.184.215.14/a.jpg", True),
        ("http://127.0.0.1:8000/a.jpg", False),
        ("http://192.168.1.4/a.jpg", False),
        ("http://localhost/a.jpg", False),
        ("http://nas.local/a.jpg", False),
        ("data:image/png;base64,AAAA", False),
        ("//shop.example/a.jpg", False),
        ("", False),
        (None, False),
    ],
)
def test_only_what_others_can_reach_is_shown_to_vendors(
    url: str | None, *, reachable: bool
) -> None:
    assert public(url) == (url if reachable else None)


def test_a_title_is_one_line() -> None:
    assert line(" a\r\nBcc: b\t c ") == "a Bcc: b c"


def test_a_letter_escapes_what_a_page_said_and_leads_to_no_script() -> None:
    message = Message(
        MESSAGE.id,
        "x",
        "<script>alert(1)</script>\r\nBcc: all@example.org",
        '"><img src=x onerror=alert(1)>',
        AT,
        facts=(Fact("<b>", "<i>"),),
        links=(Link("Open", "javascript:alert(1)"), Link("Shop", 'https://s.example/"><script>')),
        more=(Link("Bad", "data:text/html,x"), Link("Good", "https://g.example/")),
        demo=True,
    )

    html, text, subject = letters.html(message), letters.text(message), letters.subject(message)

    assert "<script" not in html
    assert "onerror=alert(1)>" not in html
    assert "javascript:" not in html
    assert "data:text" not in html
    assert 'href="https://g.example/"' in html
    assert "\n" not in subject
    assert "nothing of it is real" in html
    assert "nothing of it is real" in text


def test_a_letter_shows_picture_verdict_figures_and_the_rest() -> None:
    html = letters.html(MESSAGE)

    assert 'src="https://shop.example/a.jpg?w=600&amp;h=400"' in html
    assert ">Buy</span>" in html
    assert "20.00 EUR" in html
    assert "And 1 more" in html
    assert 'content="light dark"' in html
