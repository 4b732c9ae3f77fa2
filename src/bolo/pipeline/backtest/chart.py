"""The curve of a report as a PNG: equity above, drawdown below, drawn with Pillow.

Drawn at twice the size and shrunk, which is what smooths the lines; the font is Pillow's own.
"""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont, ImageFont

WIDTH, HEIGHT, FINER = 1600, 900, 2
INK, FAINT, LINE, PAPER = "#1b1f27", "#5d6675", "#dfe3ea", "#ffffff"
RISING, RISING_FILL = "#0b6e4f", "#d9efe6"
FALLING, FALLING_FILL = "#b3261e", "#f8dedc"
DAY, MARKS = 86_400, 6
STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
Points = Sequence[tuple[Decimal, Decimal]]


@dataclass(frozen=True, slots=True)
class Panel:
    """A field of the picture and the values that it spans."""

    left: int
    top: int
    right: int
    bottom: int
    first: Decimal
    last: Decimal
    low: Decimal
    high: Decimal

    def x(self, at: Decimal) -> int:
        """Return where a moment stands."""
        share = (at - self.first) / ((self.last - self.first) or 1)
        return int(self.left + share * (self.right - self.left))

    def y(self, value: Decimal) -> int:
        """Return where a value stands."""
        share = (value - self.low) / ((self.high - self.low) or 1)
        return int(self.bottom - share * (self.bottom - self.top))


def as_png(name: str, summary: Mapping[str, Any], equity: Sequence[Mapping[str, Any]]) -> bytes:
    """Return a picture of the curve of a told report."""
    from PIL import Image, ImageDraw  # noqa: PLC0415  (a start needs no pictures)

    image = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), PAPER)
    draw = ImageDraw.Draw(image)
    _title(draw, name, summary)
    if equity:
        _curves(draw, summary, equity)
    else:
        draw.text((80 * FINER, 400 * FINER), "Nothing was observed.", FAINT, _font(26))
    out = io.BytesIO()
    image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


def _title(draw: "ImageDraw", name: str, summary: Mapping[str, Any]) -> None:
    begun, came, unit = summary["capital"], summary["equity"], summary["currency"]
    draw.text((80 * FINER, 26 * FINER), _short(name, 90), INK, _font(34))
    told = (
        f"{Decimal(begun['amount']):,.2f} became {Decimal(came['amount']):,.2f} {unit} "
        f"({Decimal(summary['growth']) * 100:+.1f} %), at worst "
        f"{Decimal(summary['max_drawdown']) * 100:.1f} % below its highest; "
        f"{summary['bought']} bought, {summary['sold']} sold"
    )
    draw.text((80 * FINER, 72 * FINER), told, FAINT, _font(22))


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _curves(
    draw: "ImageDraw", summary: Mapping[str, Any], equity: Sequence[Mapping[str, Any]]
) -> None:
    moments = [Decimal(datetime.fromisoformat(one["at"]).timestamp()) for one in equity]
    values = [Decimal(one["equity"]) for one in equity]
    fallen = [-Decimal(one["drawdown"]) for one in equity]
    capital = Decimal(summary["capital"]["amount"])
    low, high = min(*values, capital), max(*values, capital)
    room = (high - low) / 12 or capital / 20 or Decimal(1)
    span = (moments[0], moments[-1])
    upper = _panel((140, 600), span, (low - room, high + room))
    lower = _panel((660, 830), span, (min(*fallen, Decimal("-0.01")) * Decimal("1.1"), Decimal(0)))
    _grid(draw, upper, _amount)
    _grid(draw, lower, percent)
    _days(draw, lower, upper)
    _area(draw, upper, list(zip(moments, values, strict=True)), (RISING, RISING_FILL, upper.low))
    _area(draw, lower, list(zip(moments, fallen, strict=True)), (FALLING, FALLING_FILL, Decimal(0)))
    y = upper.y(capital)
    for x in range(upper.left, upper.right, 20 * FINER):
        draw.line([(x, y), (x + 10 * FINER, y)], FAINT, 2 * FINER)
    draw.text((80 * FINER, 116 * FINER), f"Equity, {summary['currency']}", RISING, _font(20))
    draw.text((80 * FINER, 630 * FINER), "Drawdown", FALLING, _font(20))


def _amount(value: Decimal) -> str:
    return f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}"


def percent(value: Decimal) -> str:
    """Say a share in percent, with all of its digits: -0.25 % is not -0.2 %."""
    return f"{(value * 100).normalize():f} %"


def _panel(
    rows: tuple[int, int], span: tuple[Decimal, Decimal], values: tuple[Decimal, Decimal]
) -> Panel:
    return Panel(80 * FINER, rows[0] * FINER, 1460 * FINER, rows[1] * FINER, *span, *values)


def _grid(draw: "ImageDraw", panel: Panel, words: Callable[[Decimal], str]) -> None:
    step = _step((panel.high - panel.low) / 5)
    value = (panel.low / step).to_integral_value() * step
    while value <= panel.high:
        if value >= panel.low:
            y = panel.y(value)
            draw.line([(panel.left, y), (panel.right, y)], LINE, FINER)
            place = (panel.right + 12 * FINER, y)
            draw.text(place, words(value), FAINT, _font(19), anchor="lm")
        value += step


def _step(least: Decimal) -> Decimal:
    """Return a round step that is not below `least`."""
    power = Decimal(10) ** least.adjusted()
    return next(power * one for one in STEPS if power * one >= least)


def marked(first: Decimal, last: Decimal) -> list[Decimal]:
    """Return the moments to mark, evenly from `first` to `last`; no day has two of them."""
    gaps = min(MARKS, int((last - first) // DAY))
    return [first + (last - first) * n / gaps for n in range(gaps + 1)] if gaps else [first]


def _days(draw: "ImageDraw", lower: Panel, upper: Panel) -> None:
    """Mark some days at even distances."""
    for n, at in enumerate(marked(lower.first, lower.last)):
        x = lower.x(at)
        draw.line([(x, upper.top), (x, lower.bottom)], LINE, FINER)
        day = datetime.fromtimestamp(int(at), tz=UTC).strftime("%Y-%m-%d")
        anchor = "la" if n == 0 else "ma"
        draw.text((x, lower.bottom + 14 * FINER), day, FAINT, _font(19), anchor=anchor)


def _area(draw: "ImageDraw", panel: Panel, points: Points, looks: tuple[str, str, Decimal]) -> None:
    line, fill, ground = looks
    drawn = [(panel.x(at), panel.y(value)) for at, value in points]
    base = panel.y(ground)
    if len(drawn) > 1:
        draw.polygon([(drawn[0][0], base), *drawn, (drawn[-1][0], base)], fill)
        draw.line(drawn, line, 3 * FINER, joint="curve")
    x, y = drawn[-1]
    reach = 5 * FINER
    draw.ellipse([x - reach, y - reach, x + reach, y + reach], line)


@cache
def _font(size: int) -> "FreeTypeFont | ImageFont":
    from PIL import ImageFont  # noqa: PLC0415

    return ImageFont.load_default(size * FINER)
