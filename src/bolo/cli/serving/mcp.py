"""`bolo mcp`: serve searches, opportunities and listings to an assistant over standard input.

One JSON message a line, on standard output nothing else.
"""

import asyncio
import os
import stat
import sys
from typing import Annotated

import typer

from bolo.accounts import scopes
from bolo.accounts.scopes import Scope
from bolo.cli.frame.opening import with_services
from bolo.wiring import Services

LONGEST_LINE = 1 << 20


def mount(app: typer.Typer) -> None:
    """Add the command to `app`."""

    @app.command("mcp")
    def mcp(
        context: typer.Context,
        writes: Annotated[
            bool,
            typer.Option("--allow-writes", help="Let the assistant save searches and marks too."),
        ] = False,
        email: Annotated[
            str | None, typer.Option("--as", help="Whose assistant it is; else the owner's.")
        ] = None,
    ) -> None:
        """Serve an assistant over MCP (standard input and output), read-only unless allowed."""
        with_services(context, lambda services: _serve(services, email, writes=writes))


async def _serve(services: Services, email: str | None, *, writes: bool) -> None:
    from bolo.api.mcp.protocol import Server, too_long  # noqa: PLC0415  (of this command alone)
    from bolo.api.mcp.tools import tools  # noqa: PLC0415  (as above)

    who = await services.accounts.somebody(email)
    if writes:
        scopes.require(Scope.WRITE, who.role, None)
    server = Server(tools(services, who, writes=writes))
    lines = await _input()
    while (line := await _line(lines)) != b"":
        if line is None:
            answer: bytes | None = too_long(LONGEST_LINE)
        else:
            answer = await server.answer(line) if line.strip() else None
        if answer is not None:
            sys.stdout.buffer.write(answer + b"\n")
            sys.stdout.buffer.flush()


async def _input() -> asyncio.StreamReader:
    """Return standard input; a file, which asyncio does not wait for, is read at once."""
    lines = asyncio.StreamReader(LONGEST_LINE)
    if stat.S_ISREG(os.fstat(sys.stdin.fileno()).st_mode):
        lines.feed_data(sys.stdin.buffer.read())
        lines.feed_eof()
    else:
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(lines), sys.stdin
        )
    return lines


async def _line(lines: asyncio.StreamReader) -> bytes | None:
    """Return the next line, empty at the end; `None` for one that is too long and was skipped."""
    skipped = False
    while True:
        try:
            line = await lines.readuntil()
        except asyncio.IncompleteReadError as error:
            return error.partial
        except asyncio.LimitOverrunError as error:
            await lines.readexactly(error.consumed)
            skipped = True
        else:
            return None if skipped else line
