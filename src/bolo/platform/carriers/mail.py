"""Mail by SMTP: hands a message to the owner's server and returns what the server answered.

`Unavailable` means try again, `Refused` never, `Misconfigured` that the owner must look.
A password never travels in the clear, unless the owner says `BOLO_SMTP_TLS=none` or the
server is on this machine.
"""

import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr
from ipaddress import ip_address
from typing import TYPE_CHECKING, Literal, Self

from bolo.core.errors import BoloError, Misconfigured, Refused, Unavailable
from bolo.platform.clock import Clock
from bolo.platform.settings import Settings

if TYPE_CHECKING:
    from aiosmtplib import SMTP, SMTPException

PATIENCE = timedelta(seconds=20)
FAREWELL_SECONDS = 5.0
LATER = range(400, 500)
"""Answers by which a server asks for another try (RFC 5321, 4.2.1)."""
IMPLICIT_TLS = 465
PORTS = {"tls": IMPLICIT_TLS, "starttls": 587, "none": 25}
HOW = "set BOLO_SMTP_HOST, and BOLO_SMTP_FROM to the address that bolo writes from"


Tls = Literal["tls", "starttls", "none"]


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server and what it wants of us; `sender` is what the From line says."""

    host: str
    port: int
    tls: Tls
    sender: str
    user: str | None = None
    password: str | None = None

    @classmethod
    def of(cls, settings: Settings) -> Self | None:
        """Read the settings; `None` when no server is set."""
        host, port = settings.smtp_host, settings.smtp_port
        if host is None:
            return None
        tls = _safe(host, port) if settings.smtp_tls == "auto" else settings.smtp_tls
        password = settings.smtp_password
        return cls(
            host,
            port or PORTS[tls],
            tls,
            settings.smtp_from or f"bolo <bolo@{host if '.' in host else 'localhost'}>",
            settings.smtp_user,
            password.get_secret_value() if password else None,
        )


class Mailer:
    """Sends mail over `server`; `None` means that the owner has set none."""

    def __init__(
        self,
        server: Server | None,
        clock: Clock,
        *,
        trust: Callable[[], ssl.SSLContext] = ssl.create_default_context,
        patience: timedelta = PATIENCE,
    ) -> None:
        self.server = server
        self._clock = clock
        self._trust = trust
        self._patience = patience

    @property
    def is_set(self) -> bool:
        """Whether mail can be sent at all."""
        return self.server is not None

    async def send(self, message: EmailMessage) -> str:
        """Send `message` once and return the server's answer.

        From, Date and Message-ID are added where absent. A Message-ID that stays the same
        lets the receiver know a message that had to be sent again.
        """
        if self.server is None:
            raise Misconfigured(f"no mail server is set: {HOW}")
        from aiosmtplib import SMTPException  # noqa: PLC0415  (few processes ever send mail)

        self._complete(message, self.server)
        client = self._client(self.server)
        try:
            await client.connect()
        except (SMTPException, OSError) as error:
            client.close()
            raise _unconnected(self.server, error) from error
        try:
            refused, answer = await client.send_message(message)
        except (SMTPException, OSError) as error:
            raise _unsent(error) from error
        finally:
            with suppress(SMTPException, OSError):
                await client.quit(timeout=FAREWELL_SECONDS)  # what was answered stands
            client.close()
        if refused:
            told = "; ".join(f"{who}: {why.code} {why.message}" for who, why in refused.items())
            raise Refused(f"the mail server refused some of the recipients: {told}")
        return answer

    def _complete(self, message: EmailMessage, server: Server) -> None:
        if "From" not in message:
            message["From"] = server.sender
        if "Date" not in message:
            message["Date"] = format_datetime(self._clock())
        if "Message-ID" not in message:
            message["Message-ID"] = make_msgid(domain=parseaddr(server.sender)[1].split("@")[-1])

    def _client(self, server: Server) -> "SMTP":
        from aiosmtplib import SMTP  # noqa: PLC0415  (see above)

        return SMTP(
            hostname=server.host,
            port=server.port,
            local_hostname="localhost",  # the machine's own name is nobody's business
            username=server.user,
            password=server.password,
            use_tls=server.tls == "tls",
            start_tls=server.tls == "starttls",
            tls_context=None if server.tls == "none" else self._trust(),
            timeout=self._patience.total_seconds(),
        )


def _unconnected(server: Server, error: "SMTPException | OSError") -> BoloError:
    """Name what went wrong before there was anything to send."""
    from aiosmtplib import SMTPResponseException  # noqa: PLC0415  (see above)

    where = f"the mail server {server.host}:{server.port}"
    if _is_certificate(error):
        return Misconfigured(f"{where} cannot be trusted: {error}")
    if isinstance(error, SMTPResponseException):
        said = f"{where} answered: {error.code} {error.message}"
        return Unavailable(said) if error.code in LATER else Misconfigured(said)
    if isinstance(error, OSError):
        return Unavailable(f"{where} cannot be reached: {error}")
    return Misconfigured(f"{where} does not do what it should: {error}")


def _unsent(error: "SMTPException | OSError") -> BoloError:
    """Name what went wrong with a message."""
    from aiosmtplib import SMTPRecipientsRefused, SMTPResponseException, SMTPSenderRefused  # noqa: PLC0415  (see above)

    if isinstance(error, SMTPRecipientsRefused):
        first = error.recipients[0]
        said = f"{first.code} {first.message} ({first.recipient})"
        return Unavailable(said) if first.code in LATER else Refused(said)
    if isinstance(error, SMTPResponseException):
        said = f"{error.code} {error.message}"
        if error.code in LATER:
            return Unavailable(said)
        return Misconfigured(said) if isinstance(error, SMTPSenderRefused) else Refused(said)
    if isinstance(error, OSError):
        return Unavailable(f"the mail server went away: {error}")
    return Refused(str(error))


def _is_certificate(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _safe(host: str, port: int | None) -> Tls:
    """Choose how to speak with a server when the owner does not say."""
    if port == IMPLICIT_TLS:
        return "tls"
    return "none" if _is_here(host) else "starttls"


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.rstrip(".").lower() == "localhost"
