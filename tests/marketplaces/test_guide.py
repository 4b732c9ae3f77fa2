"""The example in docs/add-a-marketplace.md works as it stands, and its commands exist."""

import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from bolo.cli.sources import marketplaces, record, scan
from bolo.core.condition import Condition
from bolo.core.errors import LayoutChanged
from bolo.core.marketplace import Search
from bolo.core.money import Money
from tests.marketplaces.script import Script

GUIDE = (Path(__file__).parents[2] / "docs" / "add-a-marketplace.md").read_text("utf-8")
ADS = "https://api.bricabrac.example/v2/ads"
AD = {"id": "a1", "title": " HD 600 ", "price": "149.90", "currency": "EUR", "state": "repair"}


@pytest.fixture
def bricabrac() -> Any:  # noqa: ANN401 - a module made of a document
    """Run the first example of the guide."""
    code = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)[0]
    module = ModuleType("bricabrac")
    exec(compile(code, "add-a-marketplace.md", "exec"), module.__dict__)  # noqa: S102 - our own guide
    return module


async def test_the_example_reads_an_ad(bricabrac: Any) -> None:  # noqa: ANN401 - as above
    script = Script({ADS: {"ads": [AD], "next": "2"}})

    page = await bricabrac.Bricabrac().search(Search("hd 600", after="1"), script)

    (offer,) = page.offers
    assert page.after == "2"
    assert offer.title == "HD 600"
    assert offer.price == Money.of("149.90", "EUR")
    assert offer.condition is Condition.FOR_PARTS
    assert script.asked[0].params == {"q": "hd 600", "cursor": "1"}


async def test_the_example_refuses_what_it_does_not_know(bricabrac: Any) -> None:  # noqa: ANN401 - as above
    unknown = AD | {"state": "haunted"}

    with pytest.raises(LayoutChanged):
        await bricabrac.Bricabrac().search(Search("x"), Script({ADS: {"ads": [unknown]}}))


def test_every_command_of_the_guide_exists() -> None:
    app = typer.Typer()
    app.callback()(lambda: None)
    marketplaces.mount(app)
    for command in (record, scan):
        command.mount(app, opening=lambda: pytest.fail("nothing is asked here"))

    used = set(re.findall(r"^\./run (\w+)", GUIDE, re.MULTILINE))

    assert used == {"marketplaces", "record", "scan"}
    for name in used:
        assert CliRunner().invoke(app, [name, "--help"]).exit_code == 0


def test_every_option_of_the_guide_exists() -> None:
    app = typer.Typer()
    app.callback()(lambda: None)
    scan.mount(app, opening=lambda: pytest.fail("nothing is asked here"))
    record.mount(app, opening=lambda: pytest.fail("nothing is asked here"))
    shown = "".join(CliRunner().invoke(app, [name, "--help"]).output for name in ("scan", "record"))

    assert all(option in shown for option in re.findall(r"(--[a-z]+)", GUIDE))
