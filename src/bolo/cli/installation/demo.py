"""Commands about the demo street: show, start, past, remove. `bolo up` runs its shops."""

import typer

from bolo.cli.frame.counting import many
from bolo.cli.frame.opening import AsJson, console, out
from bolo.cli.frame.owner import as_owner
from bolo.cli.frame.showing import lines

demo = typer.Typer(
    help="The demo street of a bolo that runs: show, start, past, remove.", no_args_is_help=True
)


def mount(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.add_typer(demo, name="demo")


@demo.command("show")
def show(context: typer.Context, as_json: AsJson = False) -> None:
    """Say whether the demo street is there, and where its shops are."""
    from bolo.api import demo as routes  # noqa: PLC0415  (heavy; of these commands alone)

    state = as_owner(context, lambda app, who: routes.get_demo(who, app))
    if as_json:
        lines([state])
        return
    out.print("the demo street is on" if state.installed else "there is no demo street")
    for shop in state.shops:
        out.print(f"{shop.title}  {shop.url}", markup=False)


@demo.command("start")
def start(context: typer.Context) -> None:
    """Start the demo street and watch its shops; `bolo up` must be running."""
    from bolo.api import demo as routes  # noqa: PLC0415  (as above)

    state = as_owner(
        context, lambda app, who: routes.start_demo(who, app), does="start_demo", to="/demo"
    )
    console.print(f"the demo street is on, with {len(state.shops)} shops")


@demo.command("past")
def past(context: typer.Context) -> None:
    """Enter the sales that an invented seller made there before it opened; they go with it."""
    from bolo.api import demo as routes  # noqa: PLC0415  (as above)

    told = as_owner(
        context,
        lambda app, who: routes.import_demo_past(who, app),
        does="import_demo_past",
        to="/demo/past",
    )
    console.print(f"{many(told.added, 'sale')} entered, {told.known} were there already")
    if told.left_out:
        console.print(f"{told.left_out} left out: not seen on the street yet; ask again later")


@demo.command("remove")
def remove(context: typer.Context) -> None:
    """Stop the demo street and forget everything that was seen there."""
    from bolo.api import demo as routes  # noqa: PLC0415  (as above)

    as_owner(context, lambda app, who: routes.remove_demo(who, app), does="remove_demo", to="/demo")
    console.print("the demo street is gone")
