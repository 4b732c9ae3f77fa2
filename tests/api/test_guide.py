"""The lines of docs/guides/api.md work as they are printed."""

import asyncio
import re
import shutil
from pathlib import Path

import pytest

from tests.api.door import Door

GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "api.md"
BLOCK = re.compile(r"^## With an account\n.*?^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
PRINTED = "http://127.0.0.1:8000"


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
async def test_the_lines_for_accounts_work_as_printed(door: Door) -> None:
    [lines] = BLOCK.findall(GUIDE.read_text())
    assert PRINTED in lines

    process = await asyncio.create_subprocess_exec(
        *("bash", "-euxo", "pipefail", "-c", lines.replace(PRINTED, door.origin)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(300):
        out, err = await process.communicate()

    assert process.returncode == 0, err.decode()
    assert '"email":"ada@example.com"' in out.decode()
    assert '"title":"Falcon"' in out.decode()
    async with door.services.db.raw() as connection:
        assert await connection.fetchval("SELECT count(*) FROM saved_search") == 1
        assert await connection.fetchval("SELECT count(*) FROM session") == 0
