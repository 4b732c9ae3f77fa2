"""Questions that nobody thought of: no answer is a failure, and each is in the contract."""

import asyncio
import sys
from pathlib import Path

from tests.api.door import Door

FUZZ = Path(__file__).parents[2] / "scripts" / "fuzz.py"


async def test_no_made_up_question_is_answered_by_a_failure_or_out_of_contract(
    door: Door, tmp_path: Path
) -> None:
    await door.get("/openapi.json")  # it takes a moment to be made
    key = door.headers["authorization"].removeprefix("Bearer ")

    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(FUZZ), door.origin, key, "--examples", "2"),
        cwd=tmp_path,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    async with asyncio.timeout(300):
        out, _ = await process.communicate()

    assert process.returncode == 0, out.decode()
    assert b" passed" in out
