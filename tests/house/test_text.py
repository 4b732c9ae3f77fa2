"""What no tracked file holds: registries, paths of one machine, unfinished work."""

import re

import pytest

from tests.house import tree

HOSTS = re.compile(
    "|".join(["pypi" + r"\.org", "python" + "hosted", r"registry\." + "npmjs"]), re.IGNORECASE
)
MACHINE = re.compile(
    r"(?<![\w.~)}\]\"-])/(?:" + "|".join(["wo" + "rk", "ro" + "ot", "home/[a-z]+"]) + ")/"
)
UNFINISHED = re.compile(
    r"\b(?:" + "|".join(["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Error"]) + r")\b"
)


@pytest.mark.parametrize(
    "unwanted", [HOSTS, MACHINE, UNFINISHED], ids=["hosts", "machine", "unfinished"]
)
def test_no_tracked_file_holds(unwanted: re.Pattern[str]) -> None:
    lines = [
        (f"{tree.name(path)}:{number}", line)
        for path in tree.files()
        if not (unwanted is UNFINISHED and tree.generated(path))  # not ours to finish
        for number, line in enumerate(tree.text(path).splitlines(), start=1)
    ]

    violations = [
        f"{where}: {found[0]}" for where, line in lines if (found := unwanted.search(line))
    ]

    assert not violations, tree.report(violations)
