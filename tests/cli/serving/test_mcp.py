"""An assistant at the door: `bolo mcp` over a real pipe, and what it may not do."""

import asyncio
import json
import re
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import mcp
import pytest
from mcp.client.stdio import stdio_client
from sqlalchemy import text

from bolo.accounts.billing.plans import Plans
from bolo.accounts.service import Accounts
from bolo.platform.clock import system_clock
from bolo.platform.database.access import Database
from bolo.platform.ids import new_id
from bolo.platform.settings import environment

GUIDE = Path(__file__).parents[3] / "docs" / "guides" / "mcp.md"
READS = {
    *("list_opportunities", "get_opportunity", "search_listings", "get_listing"),
    *("list_searches", "list_search_hits", "preview_search"),
    *("get_worth", "get_product", "plan_allocation"),
}
WRITES = {"add_search", "pause_search", "resume_search", "mark_listing"}


class Assistant:
    """Asks a running `bolo mcp`, one message a line."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._number = 0

    async def say(self, line: bytes) -> Any:  # noqa: ANN401  (JSON)
        """Send a line; return the next one that comes back."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(line + b"\n")
        async with asyncio.timeout(300):
            return json.loads(await self._process.stdout.readline())

    async def ask(self, method: str, **params: Any) -> Any:  # noqa: ANN401  (JSON)
        """Make a request; return the whole answer."""
        self._number += 1
        request = {"jsonrpc": "2.0", "id": self._number, "method": method, "params": params}
        answer = await self.say(json.dumps(request).encode())
        assert (answer["jsonrpc"], answer["id"]) == ("2.0", self._number)
        return answer

    async def call(self, tool: str, **arguments: Any) -> Any:  # noqa: ANN401  (JSON)
        """Use a tool; return its result."""
        return (await self.ask("tools/call", name=tool, arguments=arguments))["result"]

    async def leave(self) -> int:
        """Close the pipe, at which the server ends; return its exit code."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        async with asyncio.timeout(300):
            return await self._process.wait()


async def begun(database_url: str, folder: Path, *options: str) -> Assistant:
    """Start the command over a database."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bolo", "--data", str(folder), "mcp", *options),
        env=environment() | {"BOLO_DATABASE_URL": database_url},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    return Assistant(process)


@pytest.fixture
async def reader(database_url: str, tmp_path: Path) -> AsyncIterator[Assistant]:
    """Stand at the door as an assistant that may read."""
    assistant = await begun(database_url, tmp_path)
    yield assistant
    await assistant.leave()


async def test_an_assistant_reads_and_is_told_what_it_did_wrong(reader: Assistant) -> None:
    hello = await reader.ask("initialize", protocolVersion="2025-06-18", capabilities={})
    newer = await reader.ask("initialize", protocolVersion="2099-01-01")
    tools = (await reader.ask("tools/list"))["result"]["tools"]
    listed = await reader.call("list_searches")
    deals = await reader.call("list_opportunities", verdict="buy", limit=3)
    seen = await reader.call("search_listings", words='lego "75192"', everywhere=True)
    tried = await reader.call("preview_search", rule="lego 75192 price<500")
    wrong = await reader.call("preview_search", rule="lego (")
    missing = await reader.call("get_listing", id="00000000-0000-0000-0000-000000000000")
    badly = await reader.call("list_opportunities", limit=5_000)
    refused = await reader.ask("tools/call", name="add_search", arguments={"rule": "lego"})
    unknown = await reader.ask("resources/list")
    broken = await reader.say(b"{")
    foreign = await reader.say(b"[]")
    alive = await reader.ask("ping")
    [printed] = re.findall(r"^echo '(.*)' \| \./run mcp$", GUIDE.read_text(), re.MULTILINE)
    guided = await reader.say(printed.encode())

    assert hello["result"]["protocolVersion"] == "2025-06-18"
    assert newer["result"]["protocolVersion"] == "2025-11-25"
    assert "never instructions" in hello["result"]["instructions"]
    assert {tool["name"] for tool in tools} == READS
    assert all(tool["annotations"]["readOnlyHint"] for tool in tools)
    assert all(tool["inputSchema"]["type"] == "object" for tool in tools)
    for one in (listed, deals, seen):
        assert one["isError"] is False
        assert one["structuredContent"]["items"] == []
        assert json.loads(one["content"][0]["text"]) == one["structuredContent"]
    assert tried["structuredContent"]["caught"] == 0
    assert (wrong["isError"], missing["isError"], badly["isError"]) == (True, True, True)
    assert "at character" in wrong["content"][0]["text"]
    assert "limit" in badly["content"][0]["text"]
    assert refused["error"]["code"] == -32602
    assert "there is no tool add_search" in refused["error"]["message"]
    assert unknown["error"]["code"] == -32601
    assert (broken["error"]["code"], foreign["error"]["code"]) == (-32700, -32600)
    assert alive["result"] == {}
    assert guided["result"]["structuredContent"] == listed["structuredContent"]


async def test_what_is_too_long_or_no_text_is_refused_and_the_next_is_answered(
    reader: Assistant,
) -> None:
    long = await reader.say(b'{"jsonrpc": "2.0", "id": 1, "method": "' + b"x" * (3 << 20) + b'"}')
    alive = await reader.ask("ping")
    zero = await reader.call("search_listings", words="a\0b")

    assert long["error"]["message"] == "a message has at most 1048576 bytes"
    assert alive["result"] == {}
    assert "the character NUL" in zero["content"][0]["text"]


async def test_questions_may_stand_in_a_file(database_url: str, tmp_path: Path) -> None:
    asked = tmp_path / "asked.jsonl"
    asked.write_text('{"jsonrpc": "2.0", "id": 1, "method": "ping"}\n')

    with asked.open() as questions:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bolo", "--data", str(tmp_path), "mcp"),
            env=environment() | {"BOLO_DATABASE_URL": database_url},
            stdin=questions,
            stdout=asyncio.subprocess.PIPE,
        )
        said, _ = await process.communicate()

    assert process.returncode == 0
    assert json.loads(said) == {"jsonrpc": "2.0", "id": 1, "result": {}}


async def test_an_assistant_asks_what_a_thing_is_worth_and_where_to_put_money(
    reader: Assistant,
) -> None:
    worth = await reader.call("get_worth", what="LEGO 75192 Millennium Falcon")
    plan = await reader.call("plan_allocation", budget="500")
    nothing = await reader.call("get_product", id="00000000-0000-0000-0000-000000000000")
    owing = await reader.call("plan_allocation", budget="-1")

    assert "bolo has seen nothing like it" in worth["structuredContent"]["insufficient"]
    assert plan["structuredContent"]["chosen"] == []
    assert (nothing["isError"], owing["isError"]) == (True, True)
    assert "there is no such product" in nothing["content"][0]["text"]
    assert "budget" in owing["content"][0]["text"]


async def test_an_assistant_changes_nothing_in_a_workspace_that_is_locked(
    database_url: str, tmp_path: Path
) -> None:
    db = Database(database_url, pool_size=1)
    owner = await Accounts(db, system_clock, new_id).ensure_owner()
    await Plans(db, system_clock, sold=False).lock(owner.workspace, locked=True)
    await db.close()
    assistant = await begun(database_url, tmp_path, "--allow-writes")

    refused = await assistant.call("add_search", rule="lego 75192")
    listed = await assistant.call("list_searches")
    await assistant.leave()

    assert refused["isError"]
    assert "locked by whoever runs this bolo" in refused["content"][0]["text"]
    assert listed["structuredContent"]["items"] == []


async def test_an_assistant_may_no_more_than_its_person_may_now(
    database_url: str, tmp_path: Path
) -> None:
    db = Database(database_url, pool_size=1)
    owner = await Accounts(db, system_clock, new_id).ensure_owner()
    assistant = await begun(database_url, tmp_path, "--allow-writes")

    before = await assistant.call("add_search", rule="lego 75192")
    async with db.transaction() as session:
        await session.execute(text("UPDATE membership SET role = 'viewer'"))
    viewer = await assistant.call("add_search", rule="lego 10497")
    listed = await assistant.call("list_searches")
    async with db.transaction() as session:
        await session.execute(text("DELETE FROM membership"))
    gone = await assistant.call("list_searches")
    await assistant.leave()
    await db.close()

    assert (before["isError"], listed["isError"]) == (False, False)
    assert "you are a viewer" in viewer["content"][0]["text"]
    assert len(listed["structuredContent"]["items"]) == 1
    assert gone["isError"]
    assert f"no member of {owner.workspace_name} any more" in gone["content"][0]["text"]


async def test_an_assistant_that_may_write_saves_a_search_and_is_in_the_log(
    database_url: str, tmp_path: Path
) -> None:
    assistant = await begun(database_url, tmp_path, "--allow-writes")

    tools = (await assistant.ask("tools/list"))["result"]["tools"]
    added = await assistant.call("add_search", rule="lego 75192", title="Falcon")
    search = added["structuredContent"]["id"]
    paused = await assistant.call("pause_search", id=search)
    resumed = await assistant.call("resume_search", id=search)
    code = await assistant.leave()

    database = Database(database_url, pool_size=1)
    owner = await Accounts(database, system_clock, new_id).ensure_owner()
    log = "SELECT action, target FROM audit_entry ORDER BY number"
    entries = [tuple(row) for row in await database.read(owner.workspace, log, {})]
    await database.close()
    assert {tool["name"] for tool in tools} == READS | WRITES
    assert {t["name"] for t in tools if not t["annotations"]["readOnlyHint"]} == WRITES
    assert paused["structuredContent"]["state"] == "paused"
    assert resumed["structuredContent"]["state"] == "active"
    assert code == 0
    assert entries == [
        ("add_search", "mcp"),
        ("pause_search", f"mcp {search}"),
        ("resume_search", f"mcp {search}"),
    ]


async def test_a_client_of_the_protocol_s_authors_is_served(
    database_url: str, tmp_path: Path
) -> None:
    parameters = mcp.StdioServerParameters(
        command=sys.executable,
        args=["-m", "bolo", "--data", str(tmp_path), "mcp"],
        env=environment() | {"BOLO_DATABASE_URL": database_url},
    )

    async with asyncio.timeout(300), mcp.Client(stdio_client(parameters)) as assistant:
        tools = await assistant.list_tools()
        found = await assistant.call_tool("list_searches", {})

    assert {tool.name for tool in tools.tools} == READS
    assert found.structured_content == {"items": [], "next": None}
