"""What one must be allowed to do for each route: one table, asked in one place.

A role gives scopes; an API key has no more than its maker and may have fewer. What is in no
line needs `read` to read and `write` to write.
"""

from enum import StrEnum

from bolo.accounts.caller import Role
from bolo.core.errors import NotAllowed


class Scope(StrEnum):
    """What may be done. The values are stored: never renamed."""

    READ = "read"
    WRITE = "write"
    APPROVE = "approve"
    MANAGE = "manage"
    ACCOUNT = "account"


READ, WRITE, APPROVE, MANAGE, ACCOUNT = Scope
OF_ROLE: dict[Role, frozenset[Scope]] = {
    Role.VIEWER: frozenset({READ, ACCOUNT}),
    Role.BUYER: frozenset({READ, WRITE, ACCOUNT}),
    Role.APPROVER: frozenset({READ, WRITE, APPROVE, ACCOUNT}),
    Role.OWNER: frozenset(Scope),
}
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
READS: tuple[tuple[str, Scope], ...] = (
    ("/audit", MANAGE),
    ("/billing", MANAGE),
    ("/admin", MANAGE),
    ("/users/me/export", ACCOUNT),
)
WRITES: tuple[tuple[str, Scope], ...] = (
    ("/searches/parse", READ),
    ("/searches/print", READ),
    ("/searches/preview", READ),
    ("/follows/preview", READ),
    ("/backtests/check", READ),
    ("/sales/preview", READ),
    ("/opportunities/{opportunity_id}/replay", READ),
    ("/users/me", ACCOUNT),
    ("/session", ACCOUNT),
    ("/api-keys", ACCOUNT),
    ("/workspaces", ACCOUNT),
    ("/workspace", MANAGE),
    ("/team", MANAGE),
    ("/billing", MANAGE),
    ("/admin", MANAGE),
    ("/settings", APPROVE),
    ("/paper", APPROVE),
    ("/webhook-endpoints", APPROVE),
    ("/demo", APPROVE),
)
"""What stands below a path needs what the path needs; the first that fits decides."""
PERSONAL = ("/channels", "/telling")
"""How somebody is told is their own affair in any role; their key may with `account`, too."""
WHO_MAY = {
    READ: "members of the workspace",
    WRITE: "buyers, approvers and owners",
    APPROVE: "approvers and owners",
    MANAGE: "owners",
    ACCOUNT: "members of the workspace",
}


def needed(method: str, path: str) -> Scope:
    """Return what a route needs; `path` is its own, below `/api/v1`, with names in braces."""
    reads = method in SAFE
    for below, scope in READS if reads else WRITES:
        if path == below or path.startswith(f"{below}/"):
            return scope
    return READ if reads else WRITE


def check(method: str, path: str, role: Role, held: frozenset[str] | None) -> None:
    """Refuse who may not; `held` are the scopes of an API key, `None` without one."""
    scope = needed(method, path)
    if path.startswith(PERSONAL) and (held is None or ACCOUNT in held):
        return
    require(scope, role, held)


def granted(role: Role, key: frozenset[str] | None) -> frozenset[Scope]:
    """Return what a caller may do; `key` are the scopes of an API key, `None` without one."""
    of_role = OF_ROLE[role]
    return of_role if key is None else frozenset(one for one in of_role if one in key)


def require(scope: Scope, role: Role, held: frozenset[str] | None) -> None:
    """Refuse a role or a key that has not got a scope."""
    if scope not in OF_ROLE[role]:
        msg = f"only {WHO_MAY[scope]} may do this, and you are a {role}; ask an owner"
        raise NotAllowed(msg)
    if held is not None and scope not in held:
        msg = f"this API key has no scope {scope}; make one that has: POST /api/v1/api-keys"
        raise NotAllowed(msg)
