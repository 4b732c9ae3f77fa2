"""Ask a running bolo everything its contract allows, and much that it does not.

    python scripts/fuzz.py ORIGIN API_KEY [--examples N]

Schemathesis makes the questions; what is answered by a failure, by a status or in a shape that
the contract does not state, ends this with exit code 1. It writes to that bolo: use one of no
worth.
"""

import argparse
import subprocess
import sys
from pathlib import Path

CHECKS = (
    *("not_a_server_error", "status_code_conformance", "content_type_conformance"),
    *("response_schema_conformance", "response_headers_conformance"),
)
NOT_ASKED = (
    *("remove_me", "sign_out", "leave_workspace"),  # they end whoever asks
    *("scan", "add_watch"),  # they ask the network, where what is made up is nowhere
    *("start_demo", "remove_demo", "import_demo_past"),  # they wait for shops that are not there
)


def main() -> int:
    """Ask, and say how it went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("origin", help="http://127.0.0.1:8000")
    parser.add_argument("key", help="of an owner: bolo api-key create fuzz")
    parser.add_argument("--examples", type=int, default=100, help="questions to each route")
    asked = parser.parse_args()
    program = Path(sys.executable).with_name("schemathesis")
    told = subprocess.run(
        [
            *(program, "run", f"{asked.origin}/api/v1/openapi.json", "--wait-for-schema", "60"),
            *("-H", f"Authorization: Bearer {asked.key}", "--checks", ",".join(CHECKS)),
            *(word for name in NOT_ASKED for word in ("--exclude-operation-id", name)),
            *("--phases", "examples,fuzzing", "--max-examples", str(asked.examples)),
            *("--generation-deterministic", "--continue-on-failure", "--no-color"),
            *("--warnings", "off", "--request-timeout", "60"),
        ],
        check=False,
    )
    return told.returncode


if __name__ == "__main__":
    sys.exit(main())
