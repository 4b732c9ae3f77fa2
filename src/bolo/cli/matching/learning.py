"""`bolo match learn`: what people answered in reviews becomes what judges."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from bolo.cli.frame.counting import many

if TYPE_CHECKING:
    from bolo.accounts.caller import Caller
    from bolo.pipeline.match.trees.learning import Learnt
    from bolo.wiring import Services


def learn_from_reviews(
    context: typer.Context,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Say what was learnt as JSON.")] = False,
) -> None:
    """Learn from all answered reviews, on top of the trees that ship; takes effect at once.

    Links that rest on text are judged again by a worker.
    """
    from bolo.cli.frame.owner import as_owner  # noqa: PLC0415  (price lists need no database)

    async def use(app: "Services", who: "Caller") -> "Learnt | None":
        del who
        return await app.learning.learn()

    learnt = as_owner(context, use, does="train_on_reviews", to="/reviews/train")
    if learnt is None:  # pragma: no cover  (only a job is done already)
        return
    if as_json:
        told = {"labels": learnt.labels, "trees_added": learnt.grown, "model": learnt.name}
        typer.echo(json.dumps({**told, "judged_again": learnt.again}))
    elif learnt.grown:
        typer.echo(
            f"Learnt from {many(learnt.labels, 'answer')}; {learnt.name!r} judges now, and judges"
            f" {many(learnt.again, 'listing')} again"
        )
    else:
        answers = many(learnt.labels, "answer teaches", "answers teach")
        typer.echo(f"{answers} nothing that bolo does not know already")
