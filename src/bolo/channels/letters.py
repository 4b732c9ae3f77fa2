"""An alert as a letter: HTML that is readable in light and in dark, and the same as plain text.

Mail programs know little: tables, inline styles, one `<style>` for those that can do dark.
"""

from functools import cache
from typing import TYPE_CHECKING

from bolo.channels.wording import clip, line, public, whole
from bolo.core.channel import Message

if TYPE_CHECKING:
    from jinja2 import Template

SUBJECT, TEXT = 200, 20_000

HTML = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{{ title }}</title>
<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background: #111418 !important; }
  .card { background: #1b2026 !important; border-color: #313943 !important; }
  .ink { color: #e8ecf1 !important; }
  .dim { color: #a3adba !important; }
  .rule { border-color: #313943 !important; }
  .verdict { background: #1d3a2b !important; color: #8fe0b1 !important; }
  .quiet { color: #9db4ff !important; }
}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f4f5f7;">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0"
 style="background:#f4f5f7;"><tr><td align="center" style="padding:24px 12px;">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0"
 style="max-width:560px;background:#ffffff;border:1px solid #e2e5ea;border-radius:12px;
 font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;">
{% if image %}<tr><td style="padding:0;"><img src="{{ image }}" alt="" width="560"
 style="display:block;width:100%;max-height:320px;object-fit:contain;border:0;
 border-radius:12px 12px 0 0;"></td></tr>{% endif %}
<tr><td style="padding:24px;">
{% if verdict %}<span class="verdict" style="display:inline-block;padding:2px 10px;
 border-radius:999px;background:#e3f5ea;color:#14603a;font-size:13px;font-weight:600;">\
{{ verdict }}</span>{% endif %}
<h1 class="ink" style="margin:8px 0 12px;font-size:20px;line-height:1.3;color:#14181f;">\
{{ title }}</h1>
{% for paragraph in paragraphs %}<p class="ink" style="margin:0 0 12px;font-size:15px;
 line-height:1.5;color:#14181f;">{{ paragraph }}</p>
{% endfor %}{% if facts %}<table role="presentation" width="100%" cellpadding="0"
 cellspacing="0" style="margin:4px 0 16px;font-size:15px;">
{% for fact in facts %}<tr>
<td class="dim rule" style="padding:7px 0;border-bottom:1px solid #e8eaee;color:#5a6472;">\
{{ fact.label }}</td>
<td class="ink rule" align="right" style="padding:7px 0;border-bottom:1px solid #e8eaee;
 color:#14181f;font-weight:600;">{{ fact.text }}</td></tr>
{% endfor %}</table>{% endif %}
{% for link in links %}{% if loop.first %}<a href="{{ link.url }}" style="display:inline-block;
 margin:0 12px 8px 0;padding:10px 18px;border-radius:8px;background:#2f4fd0;color:#ffffff;
 font-size:15px;font-weight:600;text-decoration:none;">{{ link.text }}</a>{% else %}\
<a class="quiet" href="{{ link.url }}" style="display:inline-block;margin:0 12px 8px 0;
 font-size:15px;color:#2f4fd0;">{{ link.text }}</a>{% endif %}
{% endfor %}{% if more %}<h2 class="ink" style="margin:20px 0 8px;font-size:15px;
 color:#14181f;">And {{ more|length }} more</h2>
<ul class="ink" style="margin:0;padding-left:20px;font-size:15px;line-height:1.6;
 color:#14181f;">
{% for link in more %}<li>{% if link.url %}<a class="quiet" href="{{ link.url }}"
 style="color:#2f4fd0;">{{ link.text }}</a>{% else %}{{ link.text }}{% endif %}</li>
{% endfor %}</ul>{% endif %}
</td></tr></table>
<p class="dim" style="margin:16px 0 0;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,
Arial,sans-serif;font-size:13px;color:#5a6472;">Sent by bolo, as your notification settings \
say.{% if demo %} This is from the demo street: nothing of it is real.{% endif %}</p>
</td></tr></table>
</body>
</html>
"""


@cache
def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415  (few processes write letters)

    return Environment(autoescape=True, undefined=StrictUndefined).from_string(HTML)


def subject(message: Message) -> str:
    """Return the subject: one line, with nothing in it that a header cannot hold."""
    told = "".join(letter for letter in line(message.title) if letter.isprintable())
    return clip(told, SUBJECT) or "bolo"


def text(message: Message) -> str:
    """Return the letter as plain text."""
    told = "This is from the demo street: nothing of it is real.\n" if message.demo else ""
    words = whole(message, TEXT)
    return f"{line(message.title)}\n\n{words}\n\n-- \n{told}Sent by bolo\n"


def html(message: Message) -> str:
    """Return the letter as HTML; everything that came from a page is escaped."""
    return _template().render(
        title=line(message.title),
        paragraphs=[part for part in message.body.split("\n\n") if part.strip()],
        verdict=message.verdict.capitalize() if message.verdict else None,
        image=public(message.image),
        facts=message.facts,
        links=[link for link in message.links if _web(link.url)],
        more=[link if _web(link.url) else type(link)(link.text, "") for link in message.more],
        demo=message.demo,
    )


def _web(url: str) -> bool:
    """Whether it is an address of the web, and no script."""
    return url.startswith(("http://", "https://"))
