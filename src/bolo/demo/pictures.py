"""Pictures of the goods: a small drawing by category, in the hue of the thing."""

from html import escape

from bolo.demo.goods import Good

_SHAPES = {
    "cameras": '<rect x="90" y="140" width="220" height="140" rx="22"/>'
    '<rect x="150" y="112" width="70" height="40" rx="10"/>'
    '<circle cx="200" cy="210" r="54" class="b"/><circle cx="200" cy="210" r="30" class="c"/>',
    "headphones": '<path d="M100 240v-30a100 100 0 0 1 200 0v30" class="l"/>'
    '<rect x="80" y="220" width="52" height="90" rx="22"/>'
    '<rect x="268" y="220" width="52" height="90" rx="22"/>',
    "bricks": '<rect x="90" y="190" width="220" height="100" rx="8"/>'
    '<rect x="112" y="164" width="44" height="30" rx="6"/>'
    '<rect x="178" y="164" width="44" height="30" rx="6"/>'
    '<rect x="244" y="164" width="44" height="30" rx="6"/>',
    "pedals": '<rect x="130" y="90" width="140" height="220" rx="18"/>'
    '<circle cx="165" cy="135" r="18" class="b"/><circle cx="235" cy="135" r="18" class="b"/>'
    '<rect x="150" y="220" width="100" height="66" rx="12" class="b"/>',
    "games": '<path d="M110 100h180v170l-24 34H134l-24-34z"/>'
    '<rect x="136" y="124" width="128" height="96" rx="8" class="b"/>',
    "phones": '<rect x="140" y="80" width="120" height="240" rx="24"/>'
    '<rect x="152" y="100" width="96" height="186" rx="8" class="b"/>'
    '<circle cx="200" cy="302" r="7" class="c"/>',
    "watches": '<rect x="168" y="70" width="64" height="260" rx="16" class="b"/>'
    '<circle cx="200" cy="200" r="74"/><circle cx="200" cy="200" r="58" class="c"/>'
    '<path d="M200 156v44l30 20" class="l"/>',
    "kitchen": '<rect x="110" y="100" width="180" height="60" rx="14"/>'
    '<rect x="110" y="150" width="60" height="150" rx="8"/>'
    '<rect x="110" y="280" width="180" height="30" rx="10"/>'
    '<path d="M210 220h60v30a30 30 0 0 1-60 0z" class="b"/>',
    "tools": '<rect x="90" y="120" width="180" height="66" rx="20"/>'
    '<rect x="264" y="140" width="56" height="22" rx="6" class="b"/>'
    '<path d="M130 180h56l16 120h-60z"/>',
    "synths": '<rect x="70" y="140" width="260" height="140" rx="14"/>'
    '<rect x="90" y="210" width="220" height="54" class="c"/>'
    '<path d="M118 210v34M146 210v34M202 210v34M230 210v34M258 210v34" class="l"/>',
}


def picture(good: Good) -> bytes:
    """Draw a thing as an SVG of 400 by 400."""
    hue = (good.category.hue + good.number * 7 % 40) % 360
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" role="img">'
        f"<title>{escape(good.brand)} {escape(good.code)} (demo)</title>"
        '<defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1">'
        f'<stop offset="0" stop-color="hsl({hue} 60% 94%)"/>'
        f'<stop offset="1" stop-color="hsl({hue + 30} 50% 82%)"/></linearGradient></defs>'
        f"<style>*{{fill:hsl({hue} 42% 42%)}}.b{{fill:hsl({hue} 46% 28%)}}"
        f".c{{fill:hsl({hue} 60% 88%)}}.l{{fill:none;stroke:hsl({hue} 46% 24%);"
        "stroke-width:16;stroke-linecap:round}</style>"
        '<rect width="400" height="400" style="fill:url(#g)"/>'
        f"{_SHAPES[good.category.slug]}"
        f'<text x="200" y="370" text-anchor="middle" font-family="sans-serif" font-size="22" '
        f'font-weight="600">{escape(good.brand)} {escape(good.code)}</text></svg>'
    ).encode()
