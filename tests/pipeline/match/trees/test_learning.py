"""What people answered is learnt from: from so many answers on, and only what is new."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bolo.core.errors import Conflict
from bolo.core.reviewing import Answer
from bolo.pipeline.match.trees.judge import SHIPPED
from bolo.pipeline.match.trees.learning import FEWEST, TRAIN
from tests.pipeline.match.desk import Desk
from tests.pipeline.match.world import PLAIN
from tests.pipeline.street import elsewhere

PRESS = replace(PLAIN, title="Bodum Chambord French Press", brand="Bodum")


async def test_a_few_answers_are_too_few_to_learn_from(desk: Desk) -> None:
    await desk.see(elsewhere(PLAIN, "a.example"), elsewhere(PRESS, "b.example"))
    await desk.answer(await desk.ask("b.example", "a.example"), Answer.SAME)

    with pytest.raises(Conflict, match=f"begins with {FEWEST} answered pairs; there are 1"):
        await desk.learning.ask()
    with pytest.raises(Conflict):
        await desk.learning.learn()


async def answered(desk: Desk, answers: Sequence[tuple[str, str, Answer]]) -> None:
    """Have pairs of titles answered, each asked of two shops."""
    for at, (one, other, answer) in enumerate(answers):
        left, right = f"l{at}.example", f"r{at}.example"
        await desk.see(elsewhere(replace(PLAIN, title=one, brand=None), left))
        await desk.see(elsewhere(replace(PLAIN, title=other, brand=None), right))
        await desk.answer(await desk.ask(left, right), answer)


async def test_answers_that_say_nothing_new_are_noted_and_what_ships_goes_on(desk: Desk) -> None:
    names = "kettle lantern ladder backpack drill camera piano wallet tripod blender".split()
    pairs = [
        (f"Arvenor {n} model A{at}", f"Zeltmark {n}s", Answer.DIFFERENT)
        for at, n in enumerate(names)
    ]
    await answered(desk, pairs)

    await desk.learning.ask()
    learnt = await desk.learning.learn()

    assert desk.waiting[-1] == (TRAIN, {})
    assert learnt is not None
    assert (learnt.labels, learnt.grown, learnt.name) == (10, False, SHIPPED)
    assert await desk.rows("SELECT version, labels, grown FROM match_model") == [(1, 10, False)]
