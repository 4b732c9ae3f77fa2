"""Mail, against a real SMTP server: sent, refused, or to be tried again."""

import ssl
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from bolo.core.errors import Misconfigured, Refused, Unavailable
from bolo.platform.carriers.mail import Mailer, Server
from bolo.platform.settings import Settings
from tests.platform.carriers.smtp import PASSWORD, USER, certificate, mail_server, saying

NOW = datetime(2026, 11, 21, 19, 0, tzinfo=UTC)
TO = "grace@example.org"


def letter(to: str = TO) -> EmailMessage:
    message = EmailMessage()
    message["To"] = to
    message["Subject"] = "Café: 12 € profit"
    message.set_content("Zażółć gęślą jaźń.")
    return message


def mailer(port: int, **about: Any) -> Mailer:  # noqa: ANN401  (each fact has a type of its own)
    trust = about.pop("trust", ssl.create_default_context)
    given = {"host": "127.0.0.1", "tls": "none", "sender": "bolo <bolo@example.org>"} | about
    return Mailer(
        Server(port=port, **given), lambda: NOW, trust=trust, patience=timedelta(minutes=5)
    )


async def test_a_message_arrives_complete_and_the_servers_answer_is_returned() -> None:
    async with mail_server() as mailbox:
        answer = await mailer(mailbox.port).send(letter())

    (got,) = mailbox.received
    assert "queued as 4711" in answer
    assert got["From"] == "bolo <bolo@example.org>"
    assert got["Subject"] == "Café: 12 € profit"
    assert got["Date"] == "Sat, 21 Nov 2026 19:00:00 +0000"
    assert got["Message-ID"].endswith("@example.org>")
    assert got.get_content().strip() == "Zażółć gęślą jaźń."


async def test_what_a_message_says_of_itself_is_kept() -> None:
    message = letter()
    message["From"], message["Message-ID"] = "Ada <ada@example.org>", "<fact-1@example.org>"
    message["Date"] = "Sun, 22 Nov 2026 07:00:00 +0000"
    async with mail_server() as mailbox:
        await mailer(mailbox.port).send(message)

    (got,) = mailbox.received
    assert got["From"] == "Ada <ada@example.org>"
    assert got["Message-ID"] == "<fact-1@example.org>"
    assert got["Date"] == "Sun, 22 Nov 2026 07:00:00 +0000"


@pytest.mark.parametrize("implicit", [False, True])
async def test_a_password_travels_encrypted(tmp_path: Path, *, implicit: bool) -> None:
    theirs, ours = certificate(tmp_path)
    async with mail_server(tls=theirs, implicit=implicit, password=True) as mailbox:
        sending = mailer(
            mailbox.port,
            tls="tls" if implicit else "starttls",
            user=USER,
            password=PASSWORD,
            trust=lambda: ours,
        )
        await sending.send(letter())

    assert len(mailbox.received) == 1
    assert mailbox.signed_in
    assert mailbox.encrypted or implicit


async def test_a_wrong_password_is_for_the_owner(tmp_path: Path) -> None:
    theirs, ours = certificate(tmp_path)
    async with mail_server(tls=theirs, password=True) as mailbox:
        sending = mailer(
            mailbox.port, tls="starttls", user=USER, password="wrong", trust=lambda: ours
        )
        with pytest.raises(Misconfigured, match="535"):
            await sending.send(letter())


async def test_a_server_without_starttls_is_not_written_to_in_the_clear() -> None:
    async with mail_server() as mailbox:
        with pytest.raises(Misconfigured, match="STARTTLS"):
            await mailer(mailbox.port, tls="starttls").send(letter())

    assert mailbox.received == []


async def test_an_unknown_certificate_is_not_trusted(tmp_path: Path) -> None:
    theirs, _ = certificate(tmp_path)
    async with mail_server(tls=theirs) as mailbox:
        with pytest.raises(Misconfigured, match="cannot be trusted"):
            await mailer(mailbox.port, tls="starttls").send(letter())


@pytest.mark.parametrize(
    ("said", "kind"),
    [("550 no such user here", Refused), ("450 mailbox busy, try later", Unavailable)],
)
async def test_a_refused_recipient_is_told_in_the_servers_words(
    said: str, kind: type[Exception]
) -> None:
    async with mail_server() as mailbox:
        mailbox.at_rcpt[TO] = said
        with pytest.raises(kind, match=said):
            await mailer(mailbox.port).send(letter())


async def test_one_of_two_recipients_refused_is_not_kept_quiet() -> None:
    async with mail_server() as mailbox:
        mailbox.at_rcpt["nobody@example.org"] = "550 no such user here"
        with pytest.raises(Refused, match=r"nobody@example\.org: 550 no such user here"):
            await mailer(mailbox.port).send(letter(f"{TO}, nobody@example.org"))

    assert len(mailbox.received) == 1


@pytest.mark.parametrize(
    ("said", "kind"), [("554 looks like spam", Refused), ("451 greylisted", Unavailable)]
)
async def test_a_refused_message_is_told_in_the_servers_words(
    said: str, kind: type[Exception]
) -> None:
    async with mail_server() as mailbox:
        mailbox.at_data = said
        with pytest.raises(kind, match=said):
            await mailer(mailbox.port).send(letter())


async def test_a_sender_that_the_server_does_not_know_is_for_the_owner() -> None:
    async with mail_server() as mailbox:
        mailbox.at_mail = "553 sender not owned by user"
        with pytest.raises(Misconfigured, match="553 sender not owned"):
            await mailer(mailbox.port).send(letter())


async def test_a_server_that_is_down_or_busy_is_tried_again() -> None:
    async with mail_server() as mailbox:
        port = mailbox.port

    with pytest.raises(Unavailable, match="cannot be reached"):
        await mailer(port).send(letter())


@pytest.mark.parametrize(
    ("greeting", "kind"), [("421 too many connections", Unavailable), ("554 go", Misconfigured)]
)
async def test_a_greeting_decides_whether_trying_again_helps(
    greeting: str, kind: type[Exception]
) -> None:
    async with saying(greeting) as port:
        with pytest.raises(kind, match=greeting):
            await mailer(port).send(letter())


async def test_a_server_that_goes_away_in_the_middle_is_tried_again() -> None:
    async with saying("220 hello", "250 mail.example") as port:
        with pytest.raises(Unavailable, match="went away"):
            await mailer(port).send(letter())


async def test_an_address_that_the_server_cannot_write_is_refused() -> None:
    async with saying("220 hello", "250 mail.example", "221 bye", then_hang_up=False) as port:
        with pytest.raises(Refused, match="SMTPUTF8"):
            await mailer(port).send(letter("gräce@example.org"))


async def test_without_a_server_the_owner_is_told_which_setting_is_missing() -> None:
    none = Mailer(Server.of(Settings()), lambda: NOW)

    assert not none.is_set
    with pytest.raises(Misconfigured, match="BOLO_SMTP_HOST"):
        await none.send(letter())


@pytest.mark.parametrize(
    ("given", "port", "tls"),
    [
        ({"smtp_host": "mail.example.org"}, 587, "starttls"),
        ({"smtp_host": "mail.example.org", "smtp_port": 465}, 465, "tls"),
        ({"smtp_host": "mail.example.org", "smtp_tls": "none"}, 25, "none"),
        ({"smtp_host": "127.0.0.1", "smtp_port": 1025}, 1025, "none"),
        ({"smtp_host": "localhost"}, 25, "none"),
    ],
)
def test_what_is_not_said_is_chosen_so_that_no_password_travels_in_the_clear(
    given: dict[str, Any], port: int, tls: str
) -> None:
    server = Server.of(Settings(**given))

    assert server is not None
    assert (server.port, server.tls) == (port, tls)


def test_all_that_the_owner_says_is_used() -> None:
    settings = Settings.load(
        smtp_host="mail.example.org",
        smtp_user=USER,
        smtp_password=PASSWORD,
        smtp_from="Deals <deals@example.org>",
    )

    server = Server.of(settings)

    assert server == Server(
        "mail.example.org", 587, "starttls", "Deals <deals@example.org>", USER, PASSWORD
    )


@pytest.mark.parametrize("wrong", ["nobody", "a b@example.org\nBcc: all@example.org", "x@"])
def test_a_sender_that_is_no_address_is_said_at_the_start(wrong: str) -> None:
    with pytest.raises(Misconfigured, match="BOLO_SMTP_FROM"):
        Settings.load(smtp_from=wrong)
