"""Options that several commands take, described once: as the fields of a dataclass.

Typer reads the signature and the annotations of a function, so those are written anew.
"""

from collections.abc import Callable, Iterator
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Any, get_type_hints

Command = Callable[..., None]


def spread(options: type[Any]) -> Callable[[Command], Command]:
    """Give a command its parameter of this type as options, one for each field of it."""
    fields = signature(options).parameters.values()
    hints = get_type_hints(options, include_extras=True)

    def taking(command: Command) -> Command:
        own = signature(command, eval_str=True).parameters.values()
        [place] = (one.name for one in own if one.annotation is options)

        def spread_out() -> Iterator[Parameter]:
            for one in own:
                if one.name != place:
                    yield one
                    continue
                for field in fields:
                    hint = hints[field.name]
                    yield field.replace(kind=Parameter.KEYWORD_ONLY, annotation=hint)

        @wraps(command)
        def called(**given: Any) -> None:  # noqa: ANN401  (each option has its own type)
            gathered = options(**{field.name: given.pop(field.name) for field in fields})
            command(**given, **{place: gathered})

        parameters = list(spread_out())
        called.__annotations__ = {one.name: one.annotation for one in parameters}
        vars(called)["__signature__"] = Signature(parameters)
        return called

    return taking
