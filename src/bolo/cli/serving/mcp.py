"""`bolo mcp`: serve searches, opportunities and listings to an assistant over standard input.

One JSON message a line, on standard output nothing else.
"""

import asyncio
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
    from bolo.api.mcp.protocol import Server  # noqa: PLC0415  (of this command alone)
    from bolo.api.mcp.tools import tools  # noqa: PLC0415  (as above)

    who = await services.accounts.somebody(email)
    if writes:
        scopes.require(Scope.WRITE, who.role, None)
    server = Server(tools(services, who, writes=writes))
    lines = asyncio.StreamReader(LONGEST_LINE)
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(lines), sys.stdin
    )
    while line := await lines.readline():
        if line.strip():
            answer = await server.answer(line)
            if answer is not None:
                sys.stdout.buffer.write(answer + b"\n")
                sys.stdout.buffer.flush()
