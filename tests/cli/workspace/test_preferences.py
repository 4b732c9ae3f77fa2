"""`bolo settings` and `bolo team` over one database, and what the audit log keeps of them."""

import asyncio
import json
from pathlib import Path

import pytest

from bolo.accounts.service import Accounts
from bolo.cli.watching import follow, searches
from bolo.cli.workspace import preferences, team
from bolo.core.errors import Conflict, Invalid
from bolo.platform.clock import system_clock
from bolo.platform.database.access import Database
from bolo.platform.ids import new_id
from tests.cli.shell import Shell


def test_settings_are_shown_and_set_by_name(tmp_path: Path, database_url: str) -> None:
    shell = Shell(tmp_path, database_url, (preferences.mount,), "settings")

    before = shell.lines("show")[0]
    after = shell.lines("set", "limits", "min_profit=25", "exit_venues=ebay-us,ebay-uk")[0]
    risk = shell.lines("set", "risk", "no_show=0.5")[0]
    told = shell.lines("set", "telling", "quiet_from=22:00", "quiet_to=07:00", "at_most=5")[0]
    unmuted = shell.lines("set", "telling", "quiet_from=", "quiet_to=")[0]
    shown = shell.run("show", "telling").stdout

    assert (before["min_profit"], after["min_profit"]) == ("5", "25")
    assert (after["asked_share"], after["prep_cost"]) == (before["asked_share"], "1.5")
    assert after["exit_venues"] == ["ebay-us", "ebay-uk"]
    assert (after["max_days"], after["currency"]) == (before["max_days"], before["currency"])
    assert after["wanted_roi"] == before["wanted_roi"] == "0.2"
    assert risk["no_show"] == "0.5"
    assert (told["quiet_from"], told["at_most"]) == ("22:00:00", 5)
    assert (unmuted["quiet_from"], unmuted["at_most"]) == (None, 5)
    assert "at_most" in shown
    assert [(one.action, one.via) for one in shell.logged()] == [
        ("change_settings", "cli"),
        ("change_risk_settings", "cli"),
        ("put_telling", "cli"),
        ("put_telling", "cli"),
    ]


def test_categories_are_set_as_a_list_and_what_is_not_in_it_has_no_limits_of_its_own(
    tmp_path: Path, database_url: str
) -> None:
    shell = Shell(tmp_path, database_url, (preferences.mount,), "settings")
    limits = {
        "min_margin": "0.1", "min_profit": "9", "max_investment": "100", "max_days": 20,
        "wanted_roi": "0.2", "min_probability": "0.9", "roi_definition": "profit_over_price",
    }  # fmt: skip
    two = json.dumps([{"category": name, **limits} for name in ("lamps", "books")])
    one = json.dumps([{"category": "books", **limits, "max_days": 90}])

    shell.run("set", "limits", f"by_category={two}")
    [left] = shell.lines("set", "limits", f"by_category={one}")
    [none] = shell.lines("set", "limits", "by_category=none")

    assert [(one["category"], one["max_days"]) for one in left["by_category"]] == [("books", 90)]
    assert none["by_category"] == []


def test_one_search_or_follow_is_told_of_in_its_own_way_until_that_is_forgotten(
    tmp_path: Path, database_url: str
) -> None:
    groups = (preferences.mount, searches.mount, follow.mount)
    shell = Shell(tmp_path, database_url, groups)
    shell.run("searches", "add", "lamp", "--title", "Lamps")
    shell.run("follow", "add", "Good Shop", "--as", "shop", "--on", "webpage", "--new")
    telling = ("settings", "show", "telling")
    of_search, of_follow = ("--search", "Lamps"), ("--follow", "Good Shop")

    shell.run("settings", "set", "telling", "at_most=5")
    shell.run("settings", "set", "telling", "at_most=2", *of_search)
    shell.run("settings", "set", "telling", "pace=daily", *of_follow)
    told = [shell.lines(*telling, *of)[0] for of in ((), of_search, of_follow)]
    shell.run("settings", "forget", "telling", *of_search)
    [after] = shell.lines(*telling, *of_search)
    with pytest.raises(Invalid, match="no search is called Cars"):
        shell.lines(*telling, "--search", "Cars")
    with pytest.raises(Invalid, match="for telling"):
        shell.lines("settings", "show", "limits", *of_search)

    assert [(one["at_most"], one["pace"]) for one in told] == [
        (5, "instant"),
        (2, "instant"),
        (5, "daily"),
    ]
    assert after["at_most"] == 5
    assert shell.logged()[-1].action == "forget_telling"


def test_a_setting_that_is_none_changes_nothing(tmp_path: Path, database_url: str) -> None:
    shell = Shell(tmp_path, database_url, (preferences.mount,), "settings")

    with pytest.raises(Invalid, match="no profit in limits; there are: min_margin"):
        shell.run("set", "limits", "profit=3")
    with pytest.raises(Invalid, match="name=value"):
        shell.run("set", "limits", "min_profit")
    with pytest.raises(Invalid, match="max_days: "):
        shell.run("set", "limits", "max_days=-3")
    with pytest.raises(Invalid, match="is no JSON"):
        shell.run("set", "limits", "by_category=[{")
    with pytest.raises(Invalid, match=r"equal to 1; 82 % is written 0\.82 or 82%"):
        shell.run("set", "limits", "asked_share=82")
    with pytest.raises(Invalid, match=r"equal to 1$"):
        shell.run("set", "limits", "asked_share=820")
    with pytest.raises(Invalid, match=r"valid decimal; write it like 12\.50, a share like 0\.19"):
        shell.run("set", "limits", "asked_share=most")

    assert shell.logged() == []


def test_a_share_may_be_given_in_percent(tmp_path: Path, database_url: str) -> None:
    shell = Shell(tmp_path, database_url, (preferences.mount,), "settings")

    [told] = shell.lines("set", "limits", "asked_share=82%", "min_margin=12.5%")

    assert (told["asked_share"], told["min_margin"]) == ("0.82", "0.125")


def test_somebody_is_invited_and_taken_back(tmp_path: Path, database_url: str) -> None:
    shell = Shell(tmp_path, database_url, (team.mount,), "team")

    link = shell.run("invite", "ada@example.com", "--as", "viewer").stdout
    listed = shell.run("list").stdout
    asked = shell.lines("list")[1]
    shell.run("remove", "ada@example.com")
    shell.run("rename", "The attic")
    left = shell.lines("list")
    with pytest.raises(Invalid, match="nobody here has the address"):
        shell.run("role", "ada@example.com", "owner")

    assert "/invitation" in link
    assert ("ada@example.com" in listed, asked["role"]) == (True, "viewer")
    assert [one["role"] for one in left] == ["owner"]
    assert [(one.action, one.via) for one in shell.logged()] == [
        ("invite", "cli"),
        ("remove_member", "cli"),
        ("rename_workspace", "cli"),
    ]


def test_a_member_is_made_something_else_and_the_last_owner_stays(
    tmp_path: Path, database_url: str
) -> None:
    shell = Shell(tmp_path, database_url, (team.mount,), "team")

    async def join() -> None:
        db = Database(database_url, pool_size=1)
        owner = await Accounts(db, system_clock, new_id).ensure_owner()
        async with db.raw() as connection:
            user = new_id()
            await connection.execute(
                "INSERT INTO app_user (id, name, email, created_at) VALUES ($1, 'Bo', $2, now())",
                user,
                "bo@example.com",
            )
            await connection.execute(
                "INSERT INTO membership (id, workspace_id, user_id, role)"
                " VALUES ($1, $2, $3, 'buyer')",
                new_id(),
                owner.workspace,
                user,
            )
            await connection.execute(
                "UPDATE app_user SET email = 'me@example.com' WHERE id = $1", owner.user
            )
        await db.close()

    asyncio.run(join())

    shell.run("role", "bo@example.com", "approver")
    roles = {one["email"]: one["role"] for one in shell.lines("list")}
    shell.run("remove", "bo@example.com")
    with pytest.raises(Conflict):
        shell.run("role", "me@example.com", "viewer")

    assert roles == {"bo@example.com": "approver", "me@example.com": "owner"}
    assert len(json.loads(f"[{','.join(shell.run('list', '--json').stdout.splitlines())}]")) == 1
