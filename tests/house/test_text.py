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
    violations = [
        f"{tree.name(path)}:{text.count(chr(10), 0, found.start()) + 1}: {found[0]}"
        for path in tree.files()
        if not (unwanted is UNFINISHED and tree.generated(path))  # not ours to finish
        for text in [tree.text(path)]
        for found in unwanted.finditer(text)
    ]

    assert not violations, tree.report(violations)
