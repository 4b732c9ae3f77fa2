"""A real mail server on loopback, with certificates, a password and a strict doorman."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "ada", "a long pass phrase"


@dataclass
class Mailbox:
    """What was received; `answers` are given instead of taking a recipient or a message.

    Without slots, of which Python before 3.11.3 cannot list the members as aiosmtpd wants them.
    """

    port: int = 0
    received: list[EmailMessage] = field(default_factory=list[EmailMessage])
    at_rcpt: dict[str, str] = field(default_factory=dict[str, str])
    at_mail: str | None = None
    at_data: str = "250 OK, queued as 4711"
    encrypted: bool = False
    signed_in: bool = False

    async def handle_MAIL(  # noqa: N802  (aiosmtpd's names)
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a sender."""
        if self.at_mail is not None:
            return self.at_mail
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _: list[str]
    ) -> str:
        """Take a recipient, or refuse."""
        if address in self.at_rcpt:
            return self.at_rcpt[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a message."""
        assert isinstance(envelope.content, bytes)
        self.encrypted = session.ssl is not None
        self.signed_in = session.authenticated is True
        self.received.append(message_from_bytes(envelope.content, policy=policy.default))
        return self.at_data


def _check(
    _server: SMTP, _session: Session, _envelope: Envelope, _how: str, data: object
) -> AuthResult:
    assert isinstance(data, LoginPassword)
    right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return the context of a server called localhost, and of a client that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime(2026, 1, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=36500))
        .add_extension(
            x509.SubjectAlternativeName(
                [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
            ),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "localhost.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return server, ssl.create_default_context(cafile=file)


@asynccontextmanager
async def mail_server(
    *, tls: ssl.SSLContext | None = None, implicit: bool = False, password: bool = False
) -> AsyncIterator[Mailbox]:
    """Run a server; with `tls` it offers STARTTLS, with `implicit` it speaks TLS at once."""
    loop = asyncio.get_running_loop()
    mailbox = Mailbox()

    sessions: list[SMTP] = []

    def session() -> SMTP:
        made = SMTP(
            mailbox,
            hostname="mail.example",
            loop=loop,
            tls_context=None if implicit else tls,
            auth_required=password and not implicit,  # it knows of no TLS but its own
            auth_require_tls=tls is not None and not implicit,
            authenticator=_check,
            enable_SMTPUTF8=True,
        )
        sessions.append(made)
        return made

    server = await loop.create_server(session, "127.0.0.1", 0, ssl=tls if implicit else None)
    mailbox.port = server.sockets[0].getsockname()[1]
    try:
        yield mailbox
    finally:
        server.close()
        async with asyncio.timeout(300):
            await server.wait_closed()
            await _end(sessions)


async def _end(sessions: list[SMTP]) -> None:
    """Let nothing of a session outlive the test."""
    for one in sessions:
        handling, writer, transport = one._handler_coroutine, one._writer, one.transport  # noqa: SLF001  (no other door)
        if handling is not None:
            handling.cancel()
            await asyncio.gather(handling, return_exceptions=True)
        if transport is not None:
            transport.close()
        if writer is not None:
            writer.close()
    await asyncio.sleep(0)  # the transports end in the next round of the loop


@asynccontextmanager
async def saying(*lines: str, then_hang_up: bool = True) -> AsyncIterator[int]:
    """Give the port of a server that says one line after each it hears, then hangs up.

    With `then_hang_up=False` it repeats the last line until the client has gone.
    """
    done = asyncio.Event()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for line in lines:
            writer.write(f"{line}\r\n".encode())
            await reader.readline()
        while not then_hang_up and await reader.readline():
            writer.write(f"{lines[-1]}\r\n".encode())
        writer.close()
        done.set()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]
        async with asyncio.timeout(300):
            await done.wait()
