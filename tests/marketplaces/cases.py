"""The recorded cases of every connector: a folder each, with what was asked in `case.json`."""

import json
from dataclasses import dataclass
from pathlib import Path

from bolo.core.marketplace import Address, Fetch, Marketplace, Page, ReadsPage, Search, Searches

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that was asked of one connector, and how many offers came back."""

    folder: Path
    ask: str
    what: str
    offers: int
    after: str | None

    @classmethod
    def at(cls, folder: Path) -> "Case":
        """Read `case.json`: {"ask": "read"|"search", "address"|"words": …, "offers": n}."""
        stated = json.loads((folder / "case.json").read_text("utf-8"))
        what = stated["address"] if stated["ask"] == "read" else stated["words"]
        return cls(folder, stated["ask"], what, stated["offers"], stated.get("after"))

    def __str__(self) -> str:
        return f"{self.folder.parent.parent.name}/{self.folder.name}"

    async def repeat(self, marketplace: Marketplace, fetch: Fetch) -> Page:
        """Ask again what was asked then."""
        if self.ask == "read":
            assert isinstance(marketplace, ReadsPage)
            return await marketplace.read(Address.of(self.what), self.after, fetch)
        assert isinstance(marketplace, Searches)
        return await marketplace.search(Search(self.what, self.after), fetch)


def cases_of(slug: str) -> list[Case]:
    """Return what was recorded of one connector, in the order of its folders' names."""
    return [Case.at(one.parent) for one in sorted((HERE / slug / "recorded").glob("*/case.json"))]
