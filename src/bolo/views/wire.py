"""SQL that writes rows as the JSON that goes out.

PostgreSQL has the values and writes them in a fifth of the time that it takes to hand them over
and to write them here. Only for lists that are read all the time; tests hold each against the
shape that the contract states.
"""

from collections.abc import Mapping

from bolo.core.money import NO_MINOR_UNIT, THREE_PLACES

WRITTEN = "written"
"""The one column of what `written` returns: text, which no driver reads before it goes out."""


def _any(currencies: frozenset[str]) -> str:
    return f"ANY('{{{','.join(sorted(currencies))}}}')"


def money(amount: str, currency: str) -> str:
    """Say an amount with as many places as it has, and at least its currency's; null if none."""
    places = (
        f"CASE WHEN {currency} = {_any(NO_MINOR_UNIT)} THEN 0"
        f" WHEN {currency} = {_any(THREE_PLACES)} THEN 3 ELSE 2 END"
    )
    said = f"round({amount}, greatest(min_scale({amount}), {places}))::text"
    return (
        f"CASE WHEN {amount} IS NOT NULL AND {currency} IS NOT NULL"
        f" THEN json_build_object('amount', {said}, 'currency', {currency}) END"
    )


def moment(at: str) -> str:
    """Say a moment in UTC, as every other answer does."""
    return f"""to_char({at} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""


def thing(fields: Mapping[str, str]) -> str:
    """Say a thing within a thing."""
    said = ", ".join(f"'{name}', {sql}" for name, sql in fields.items())
    return f"json_build_object({said})"


def columns(fields: Mapping[str, str]) -> str:
    """Name each field, which is SQL, as it is called on the wire."""
    return ", ".join(f'{sql} AS "{name}"' for name, sql in fields.items())


def written(query: str, shown: str) -> str:
    """Return SQL that gives each row of `query` as JSON, in its order; `shown` are `columns`."""
    return f"""
        SELECT row_to_json(told)::text AS {WRITTEN}
        FROM (SELECT {shown} FROM ({query}) AS found) AS told
    """  # noqa: S608  (our own words)
