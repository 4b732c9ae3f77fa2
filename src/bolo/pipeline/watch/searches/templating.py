"""The templates that this bolo offers: those that ship, and what its operator wrote.

An operator's own stand as YAML files in the folder `templates` of the data folder, one each,
and are read anew whenever they are asked for; one with a mistake is left out and logged.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.errors import Invalid, NotFound
from bolo.core.searching.templates import BUILT_IN, Template, read

log = structlog.get_logger(__name__)
FOLDER = "templates"
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
LARGEST = 20_000
"""Of a file no more is read."""


@dataclass(frozen=True, slots=True)
class Templating:
    """What there is to begin from; `marketplaces` are those that a rule may name."""

    data: Path
    marketplaces: Collection[str]

    def all(self) -> tuple[Template, ...]:
        """Return every template; an operator's own takes the place of one that ships."""
        own = {one.slug: one for path in self._files() if (one := self._read(path))}
        kept = tuple(one for one in BUILT_IN if one.slug not in own)
        return (*sorted(own.values(), key=lambda one: one.title), *kept)

    def one(self, slug: str) -> Template:
        """Return the template of that name."""
        for template in self.all():
            if template.slug == slug:
                return template
        raise NotFound(f"there is no template {slug}")

    def keep(self, slug: str, given: Mapping[str, object]) -> Template:
        """Keep a template of the operator's own, in the place of one of its name."""
        import yaml  # noqa: PLC0415  (slow to import, and only here)

        if not NAME.fullmatch(slug):
            raise Invalid("a template's name has small letters, digits and dashes, 60 at most")
        kept = read(slug, given, self.marketplaces)
        folder = self.data / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        new = folder / f".{slug}.new"
        new.write_text(yaml.safe_dump(dict(given), allow_unicode=True), encoding="utf-8")
        new.replace(folder / f"{slug}.yaml")
        return kept

    def remove(self, slug: str) -> None:
        """Take a template of the operator's own away."""
        file = self.data / FOLDER / f"{slug}.yaml"
        if not NAME.fullmatch(slug) or not file.is_file():
            raise NotFound(f"there is no template {slug} of your own")
        file.unlink()

    async def uses(self, session: AsyncSession) -> dict[str, int]:
        """Return how many searches of everybody began from each."""
        rows = await session.execute(
            text("""
                SELECT template, count(*) FROM saved_search
                WHERE template IS NOT NULL GROUP BY template
            """)
        )
        return {row[0]: row[1] for row in rows}

    def _files(self) -> list[Path]:
        return sorted((self.data / FOLDER).glob("*.yaml"))

    def _read(self, path: Path) -> Template | None:
        import yaml  # noqa: PLC0415  (slow to import, and only here)

        try:
            with path.open(encoding="utf-8") as file:
                given = yaml.safe_load(file.read(LARGEST))
            return read(path.stem, given if isinstance(given, dict) else {}, self.marketplaces)
        except (Invalid, OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            log.warning("a template cannot be used", file=path.name, reason=str(error))
            return None
