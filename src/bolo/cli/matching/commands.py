"""`bolo match`: learn from labelled pairs, judge pairs, link two price lists."""

import typer

from bolo.cli.matching.learning import learn_from_reviews
from bolo.cli.matching.linking import link_lists
from bolo.cli.matching.pairs import score_pairs, train_on

app = typer.Typer(help="Tell which listings are the same thing.", no_args_is_help=True)
app.command("learn")(learn_from_reviews)
app.command("train")(train_on)
app.command("score")(score_pairs)
app.command("link")(link_lists)


def mount(root: typer.Typer) -> None:
    """Add the commands to `root`."""
    root.add_typer(app, name="match")
