"""RULES.toml: read with every mistake told by its line and key, and an example of all there is."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from bolo.core.decision import Policy, RoiDefinition, Verdict
from bolo.core.errors import Invalid
from bolo.core.fees import catalogue
from bolo.core.money import Money
from bolo.core.replay.fills import Pessimism
from bolo.core.replay.rules.rule import Before, Protections, Rule, Rules
from bolo.core.valuation.cost import Costing
from bolo.core.valuation.vat import Scheme, Vat

MOST = Decimal(1_000_000_000)
LONGEST_NAME = 200
LONGEST = 200_000
"""Characters; a longer text is no RULES.toml."""
CONDITIONS = {"new": False, "used": True}


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: its line, counted from 1, and what is wrong with which key."""

    line: int
    text: str


class Mistaken(Invalid):
    """The rules cannot be used; `problems` are all the mistakes."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(f"line {one.line}: {one.text}" for one in problems))
        self.problems = tuple(problems)


Take = Callable[[Any], Any]
"""Returns a value as it is used; a `ValueError` says what it should be, and what of it is not."""


def _number(low: Decimal, high: Decimal, words: str) -> Take:
    def take(given: object) -> Decimal:
        number = given if isinstance(given, int | Decimal | str) else None
        if number is None or isinstance(given, bool):
            raise ValueError(words)
        try:
            exact = Decimal(number)
        except ArithmeticError:
            raise ValueError(words) from None
        if not exact.is_finite() or not low <= exact <= high:
            raise ValueError(words)
        return exact

    return take


def _whole(low: int, high: int) -> Take:
    def take(given: object) -> int:
        if not isinstance(given, int) or isinstance(given, bool) or not low <= given <= high:
            raise ValueError(f"a whole number from {low} to {high}")
        return given

    return take


def _one_of(choices: Mapping[str, Any]) -> Take:
    def take(given: object) -> object:
        if not isinstance(given, str) or given not in choices:
            raise ValueError(f"one of {', '.join(choices)}")
        return choices[given]

    return take


def _truth(given: object) -> bool:
    if given is not True and given is not False:
        raise ValueError("true or false")
    return given


def _some_of(choices: Mapping[str, Any]) -> Take:
    one = _one_of(choices)

    def take(given: object) -> frozenset[Any]:
        if not isinstance(given, list) or not given:
            raise ValueError(f"a list of some of {', '.join(choices)}")
        return frozenset(one(each) for each in given)

    return take


def _names(given: object) -> frozenset[str]:
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise ValueError("a list of names")
    return frozenset(given)


def _text(given: object) -> str:
    if not isinstance(given, str) or not 1 <= len(given.strip()) <= LONGEST_NAME:
        raise ValueError("a name of 1 to 200 characters")
    return given.strip()


def _currency(given: object) -> str:
    if not isinstance(given, str) or not re.fullmatch("[A-Z]{3}", given):
        raise ValueError("a currency such as USD")
    return given


def _venues(given: object) -> tuple[str, ...]:
    known = catalogue.venues()
    if not isinstance(given, list) or not given:
        raise ValueError("a list of venues such as ebay-us")
    unknown = [str(one) for one in given if one not in known]
    if unknown:
        raise ValueError("a list of venues that bolo fees venues names", unknown)
    return tuple(given)


AMOUNT = _number(Decimal(0), MOST, "an amount such as 25 or 9.99, not below 0")
SHARE = _number(Decimal(0), Decimal(1), "a share from 0 to 1")
ASKED = _number(Decimal("0.01"), Decimal(1), "a share from 0.01 to 1")
BELOW_ONE = _number(Decimal(0), Decimal("0.9999"), "a share from 0, below 1 (0.19 is 19 %)")
RATE = _number(Decimal(0), Decimal(10), "a share from 0 to 10 (0.2 is 20 %)")
FACTOR = _number(Decimal("0.01"), Decimal(100), "a factor from 0.01 to 100")
DAYS = _whole(0, 3650)
TOP: dict[str, Take] = {
    "name": _text,
    "currency": _currency,
    "capital": AMOUNT,
    "seed": _whole(0, 2**31),
    "at_most_per_product": _whole(1, 1000),
}
TABLES: dict[str, dict[str, Take]] = {
    "selling": {"venues": _venues, "before": _one_of({one.value: one for one in Before})},
    "costs": {
        "shipping": AMOUNT,
        "prep": AMOUNT,
        "tax_rate": RATE,
        "import_rate": RATE,
        "currency_spread": RATE,
    },
    "vat": {
        "scheme": _one_of({one.value: one for one in Scheme}),
        "rate": BELOW_ONE,
        "reclaimed": _truth,
    },
    "evidence": {
        "quantile": SHARE,
        "needed": _whole(1, 1000),
        "asked_share": ASKED,
        "sale_days": _whole(1, 3650),
    },
    "fills": {
        "gone": SHARE,
        "price_moved": SHARE,
        "sold_later": FACTOR,
        "sold_below": SHARE,
        "blind_below": SHARE,
        "offers_accepted": SHARE,
    },
    "protections": {
        "cooldown_days": DAYS,
        "max_drawdown": SHARE,
        "drawdown_days": DAYS,
        "category_losses": _whole(0, 1000),
        "category_days": DAYS,
    },
}
POLICY: dict[str, Take] = {
    "min_profit": AMOUNT,
    "max_investment": AMOUNT,
    "min_margin": RATE,
    "wanted_roi": RATE,
    "max_days": _whole(1, 3650),
    "min_probability": SHARE,
    "roi_definition": _one_of({one.value: one for one in RoiDefinition}),
    "negotiable": SHARE,
    "astonishing_roi": RATE,
}
RULE: dict[str, Take] = {
    **POLICY,
    "name": _text,
    "verdicts": _some_of({"buy": Verdict.BUY, "negotiate": Verdict.NEGOTIATE}),
    "categories": _names,
    "marketplaces": _names,
    "shops": _names,
    "not_shops": _names,
    "condition": _one_of(CONDITIONS),
    "min_discount": SHARE,
    "min_asks": _whole(0, 1000),
}
NEEDED = {"": ("currency", "capital"), "rule": ("name", "min_profit", "max_investment")}
HEADER = re.compile(r"^\s*(\[\[?)\s*([A-Za-z_.\"' -]+?)\s*\]\]?\s*(?:#.*)?$")
KEY = re.compile(r"^\s*[\"']?([A-Za-z0-9_-]+)[\"']?\s*=")


@dataclass(slots=True)
class _Reader:
    """Takes values out of what TOML held, and remembers what was wrong where."""

    lines: dict[tuple[str, str], int]
    problems: list[Problem] = field(default_factory=list)

    def say(self, place: str, key: str, text: str) -> None:
        line = self.lines.get((place, key)) or self.lines.get((place, "")) or 1
        self.problems.append(Problem(line, text))

    def table(self, place: str, given: object, known: Mapping[str, Take]) -> dict[str, Any]:
        """Return the values of one table; a name that is unknown is a mistake too."""
        if not isinstance(given, dict):
            self.say(place, "", f"[{place}] must be a table")
            return {}
        taken: dict[str, Any] = {}
        for key, value in given.items():
            if key not in known:
                self.unknown(place, key, value, known)
                continue
            try:
                taken[key] = known[key](value)
            except ValueError as error:
                wanted, *wrong = error.args
                given_ = _written(wrong[0] if wrong else value)
                self.say(place, key, f"{_at(place)}{key} must be {wanted}, not {given_}")
        return taken

    def unknown(self, place: str, key: str, value: object, known: Mapping[str, Take]) -> None:
        """Say what there is in the place of a key, or of a table, that is not."""
        is_table = not place and isinstance(value, dict | list)
        if not is_table:
            self.say(place, key, f"{_at(place)}{key} is not known; there are {', '.join(known)}")
            return
        there = ", ".join([*(f"[{one}]" for one in TABLES), "[[rule]]"])
        header = next(
            (at for at, inner in self.lines if not inner and at.partition(" ")[0] == key), ""
        )
        self.say(header, "" if header else key, f"[{key}] is not known; there are {there}")

    def demand(self, place: str, kind: str, taken: Mapping[str, Any], given: object) -> None:
        """Say which needed keys are missing."""
        there = given if isinstance(given, dict) else {}
        for key in NEEDED[kind]:
            if key not in taken and key not in there:
                self.say(place, "", f"{_at(place)}{key} is missing")


def _at(place: str) -> str:
    return f"{place}." if place else ""


def _written(given: object) -> str:
    """Write a value much as TOML does."""
    if isinstance(given, bool):
        return str(given).lower()
    if isinstance(given, list):
        return ", ".join(map(_written, given)) or "an empty list"
    return str(given) if given != "" else "an empty text"


def lines_of(text: str) -> dict[tuple[str, str], int]:
    """Return on which line each key stands, by its table; `rule 2` is the second [[rule]]."""
    found: dict[tuple[str, str], int] = {}
    place, rules = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        header = HEADER.match(line)
        if header:
            place = header[2].strip("\"' ")
            if header[1] == "[[":
                rules += 1
                place = f"{place} {rules}"
            found.setdefault((place, ""), number)
        elif key := KEY.match(line):
            found.setdefault((place, key[1]), number)
    return found


def read_rules(text: str) -> Rules:
    """Read a RULES.toml; `Mistaken` with every problem."""
    if len(text) > LONGEST:
        raise Mistaken([Problem(1, f"longer than {LONGEST} characters")])
    try:
        told = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise Mistaken([_syntax(error, text)]) from None
    reader = _Reader(lines_of(text))
    rules = _rules(reader, told)
    if reader.problems or rules is None:
        raise Mistaken(sorted(reader.problems, key=lambda one: one.line))
    return rules


def _syntax(error: tomllib.TOMLDecodeError, text: str) -> Problem:
    found = re.search(r"\(at line (\d+), column \d+\)|\(at end of document\)", str(error))
    line = int(found[1]) if found and found[1] else len(text.splitlines()) or 1
    words = str(error)[: found.start()].strip() if found else str(error)
    return Problem(line, f"not TOML: {words[:1].lower()}{words[1:]}")


def _rules(reader: _Reader, told: dict[str, Any]) -> Rules | None:
    tables = {name: told.pop(name, {}) for name in TABLES}
    written = told.pop("rule", [])
    top = reader.table("", told, TOP)
    reader.demand("", "", top, told)
    taken = {name: reader.table(name, tables[name], known) for name, known in TABLES.items()}
    if not isinstance(written, list) or not written:
        reader.say("", "", "there is no [[rule]]")
        return None
    currency = top.get("currency", "XXX")
    rules = [_rule(reader, n, one, currency) for n, one in enumerate(written, 1)]
    _names_differ(reader, rules)
    costs = _sums(taken["costs"], ("shipping", "prep"), currency)
    vat = _vat(reader, taken["vat"])
    return Rules(
        name=top.get("name", "Backtest"),
        currency=currency,
        capital=Money(top.get("capital", Decimal(0)), currency),
        rules=tuple(rules),
        costing=Costing(**costs, **taken["costs"], vat=vat),
        fills=Pessimism(**taken["fills"]),
        protections=Protections(**taken["protections"]),
        **{key: top[key] for key in ("seed", "at_most_per_product") if key in top},
        **taken["selling"],
        **taken["evidence"],
    )


def _vat(reader: _Reader, taken: dict[str, Any]) -> Vat:
    vat = Vat(
        taken.get("scheme", Scheme.NONE),
        taken.get("rate", Decimal(0)),
        taken.get("reclaimed", True),
    )
    if vat.registered and not vat.rate:
        reader.say("vat", "scheme", f"vat.rate is needed with {vat.scheme}: 0.19 is 19 %")
    return vat


def _sums(taken: dict[str, Any], keys: Sequence[str], currency: str) -> dict[str, Any]:
    """Take amounts out of a table, as money; 0 where there is none."""
    return {key: Money(taken.pop(key, Decimal(0)), currency) for key in keys}


def _rule(reader: _Reader, number: int, given: object, currency: str) -> Rule:
    place = f"rule {number}"
    taken = reader.table(place, given, RULE)
    reader.demand(place, "rule", taken, given)
    sums = _sums(taken, NEEDED["rule"][1:], currency)
    policy = {key: taken.pop(key) for key in POLICY if key in taken}
    if "condition" in taken:
        taken["used"] = taken.pop("condition")
    return Rule(**{"name": place, **taken}, policy=Policy(**sums, **policy))


def _names_differ(reader: _Reader, rules: Sequence[Rule]) -> None:
    seen: set[str] = set()
    for number, rule in enumerate(rules, 1):
        if rule.name in seen:
            reader.say(f"rule {number}", "name", f"two rules are called {rule.name}")
        seen.add(rule.name)
