"""The plain-language box: words become a rule to be looked at, where a language model is set."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from bolo.api.frame.context import App, Who
from bolo.api.frame.once import Once
from bolo.api.frame.shapes import Shape
from bolo.api.searches.routes import currency
from bolo.api.searches.shapes import ReadRule, RuleMistake, SearchForm
from bolo.core.searching.rules.printing import text_of
from bolo.core.searching.rules.rule import RuleError
from bolo.core.searching.rules.spoken import LONGEST_WORDS

router = APIRouter(prefix="/searches", tags=["searches"], route_class=Once)


class PlainWords(Shape):
    """What somebody looks for, in their own words."""

    words: Annotated[str, Field(min_length=1, max_length=LONGEST_WORDS)]


class Scribe(Shape):
    """Which language model may be asked; null where none is set."""

    vendor: str | None
    model: str | None


class WordedRule(ReadRule):
    """The rule that a model made; `said` is what it wrote, also where that is no rule."""

    said: str


@router.get("/wording")
async def get_language_model(who: Who, app: App) -> Scribe:
    """Say whether plain words can be made a rule here, and by whom."""
    del who
    model = app.wording.model
    return Scribe(vendor=model.vendor if model else None, model=model.name if model else None)


@router.post("/wording")
async def word_rule(given: PlainWords, who: Who, app: App) -> WordedRule:
    """Have a language model make a rule of plain words, to be looked at; nothing is saved."""
    said = await app.wording.rule(who.workspace, given.words)
    usual = await currency(app, who.workspace)
    try:
        criteria = app.saving.searching.read(said, usual)
    except RuleError as error:
        told = f"the language model wrote what is no rule: {error}"
        mistake = RuleMistake(message=told, at=error.at, length=error.length)
        return WordedRule(said=said, rule=None, form=None, mistake=mistake)
    form = SearchForm.of(criteria)
    return WordedRule(said=said, rule=text_of(criteria), form=form, mistake=None)
