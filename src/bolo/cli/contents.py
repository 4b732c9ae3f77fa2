"""Every command, by the module that holds it, and in a line what it is for.

A module is loaded for its own command alone; help of all of them loads none.
"""

from types import MappingProxyType
from typing import Final

PARTS: Final = MappingProxyType(
    {
        "serving.commands": {
            "up": (
                "Run everything: PostgreSQL, API, worker and dashboard (what `./run` alone does)."
            ),
            "api": "Run the API alone; needs DATABASE_URL.",
            "worker": "Run a worker alone; needs DATABASE_URL.",
        },
        "watching.watches": {
            "watch": "What to watch: add, edit, list, pause, resume, remove, restore.",
        },
        "watching.searches": {
            "searches": (
                "Saved searches: try, add, edit, list, hits, pause, resume, duplicate, "
                "archive, remove."
            ),
        },
        "watching.follow": {
            "follow": (
                "Follow a page, product, seller …: add, edit, list, hits, pause, resume, remove."
            ),
        },
        "watching.templates": {
            "templates": "Ready searches: list, use; add, change and withdraw your own.",
        },
        "sources.scan": {
            "scan": (
                "Say what kind of source an address is and print what it offers now; store nothing."
            ),
        },
        "reading.commands": {
            "read": (
                "Read product pages, or with --texts the prices in a column, and store nothing."
            ),
        },
        "valuing.fees": {
            "fees": "What a venue takes from a sale.",
        },
        "valuing.commands": {
            "value": "What things will bring, and how sure that is.",
        },
        "valuing.worth": {
            "worth": (
                "Say what something is worth, how soon it sells, and the highest price "
                "to pay for it."
            ),
        },
        "valuing.sales": {
            "sales": "What you sold: add, import, list, remove.",
        },
        "opportunities.commands": {
            "opportunities": "What is worth buying: list, show.",
        },
        "listings": {
            "listings": "What was seen: list, show, mark, export.",
        },
        "opportunities.allocate": {
            "allocate": (
                "Choose among what is worth buying: the greatest expected profit per capital-day."
            ),
        },
        "opportunities.verdict": {
            "verdict": "Verdicts: list them, show what one rests on, judge it again.",
        },
        "backtests.run": {
            "backtest": (
                "Walk what was observed by rules, blind to the future, and say what "
                "they would have made."
            ),
        },
        "backtests.lab": {
            "backtests": "Backtests of the lab: list, remove.",
            "paper": "Rules that trade on paper: show, begin, end.",
        },
        "matching.commands": {
            "match": "Tell which listings are the same thing.",
        },
        "sources.marketplaces": {
            "marketplaces": (
                "List every marketplace bolo knows, what it can do there and what it may."
            ),
        },
        "sources.record": {
            "record": (
                "Keep real exchanges of a connector as a test recording, scrubbed of secrets."
            ),
        },
        "workspace.account": {
            "account": "Your own account: show, rename, export, erase.",
        },
        "workspace.access": {
            "api-key": "Keys for programs: create, list, revoke.",
            "audit": "The log of who did what: list, verify.",
            "signin-link": "Print a link that signs a browser in, once, within 15 minutes.",
        },
        "telling.alerts": {
            "alerts": "What you were told: list, read, unread.",
        },
        "telling.channels": {
            "channels": (
                "By which ways you are told: kinds, list, add, change, secret, test, "
                "remove, sent, retry."
            ),
        },
        "workspace.preferences": {
            "settings": "What verdicts rest on, and how you are told: show, set, forget.",
        },
        "workspace.team": {
            "team": "Who works with you: list, invite, role, remove, rename.",
        },
        "workspace.api_usage": {
            "api-usage": (
                "List which routes of the API were asked how often, how fast and with what luck."
            ),
        },
        "serving.mcp": {
            "mcp": (
                "Serve an assistant over MCP (standard input and output), read-only unless allowed."
            ),
        },
        "workspace.plans": {
            "plan": "Plans: show, list, set.",
        },
        "installation.database": {
            "db": "The data: back it up, restore it, bring it up to date.",
        },
        "installation.demo": {
            "demo": "The demo street of a bolo that runs: show, start, past, remove.",
        },
        "installation.doctor": {
            "doctor": "Check everything that can be wrong here, and say how to mend it.",
        },
    }
)
COMMANDS: Final = frozenset(command for commands in PARTS.values() for command in commands)
