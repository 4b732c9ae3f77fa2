"""`bolo worth`: a thing that is known, one that may be meant, and one that nobody has seen."""

import asyncio
import json
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
import pytest

from bolo.cli.valuing import sales, worth
from bolo.core.errors import Invalid
from tests.cli.shell import Shell

GTIN = "5709846022645"


async def add_product(url: str) -> UUID:
    product, listing = uuid4(), uuid4()
    connection = await asyncpg.connect(url)
    await connection.execute(
        "INSERT INTO product (id, title, words, gtin, created_at)"
        " VALUES ($1, 'Emma Mug White', 'emma mug white', $2, now())",
        product,
        GTIN,
    )
    await connection.execute(
        "INSERT INTO listing (id, marketplace, shop, ref, url, title, doubts, facts,"
        " first_seen_at, seen_at) VALUES ($1, 'webpage', 'a.example', 'mug',"
        " 'https://a.example/mug', 'Emma Mug White', '[]', '', now(), now())",
        listing,
    )
    await connection.execute(
        "INSERT INTO link (listing_id, product_id, probability, method, reasons, linked_at)"
        " VALUES ($1, $2, 1, 'gtin', '[]', now())",
        listing,
        product,
    )
    await connection.close()
    return product


def test_a_thing_is_answered_by_its_sales_and_what_is_not_known_says_so(
    tmp_path: Path, database_url: str
) -> None:
    product = asyncio.run(add_product(database_url))
    shell = Shell(tmp_path, database_url, (sales.mount, worth.mount))
    blank = shell.run("worth", GTIN).stdout
    for day in range(1, 6):
        sold = ("--currency", "USD", "--venue", "ebay-us", "--sold", f"2026-03-0{day}")
        shell.run("sales", "add", GTIN, f"{60 + day}", *sold, "--listed", "2026-02-20")

    told = shell.run("worth", GTIN).stdout
    [plain] = [json.loads(one) for one in shell.run("worth", GTIN, "--json").stdout.splitlines()]
    chosen = shell.run("worth", "--product", str(product)).stdout
    other = shell.run("worth", "Emma Mug White 12 pieces").stdout
    none = shell.run("worth", "grand piano").stdout
    with pytest.raises(Invalid, match="say what"):
        shell.run("worth")

    assert "100.0 % sure that it is this: same GTIN" in told
    assert "highest price to pay: Insufficient data: 0 of 2 shops" in blank
    there = next(one for one in plain["venues"] if one["venue"]["slug"] == "ebay-us")
    most = there["max_price"]
    assert f"highest price to pay: {most['amount']} {most['currency']}, which costs" in told
    assert "80 of 100 from" in told
    assert "you said so" in chosen
    assert f"--product {product}" in other
    assert "has seen nothing like it" in none
