"""Plays the outside by hand: `python -m tests.e2e.play`, then start bolo as it prints.

A shop, a mail server and a receiver of webhooks on loopback, and, where their contracts are on
this machine, the channels' vendors and Stripe. What comes is printed; a typed line such as
`Game Boy Color|55.00` is a new product of the shop.
"""

import re
import sys
import threading
from collections.abc import Iterator

from tests.channels.contracts import FOLDER
from tests.e2e.outside import Outside, outside
from tests.e2e.story_settings import sold, told

LINK = re.compile(r"https?://\S+")


def come(there: Outside, seen: list[int]) -> Iterator[str]:
    """Say what came since; `seen` counts letters, webhooks, messages and what was wrong."""
    letters, sent = there.letters(), list(there.vendors.came)
    wrong = [*there.vendors.violations, *there.stripe.violations]
    for letter in letters[seen[0] :]:
        body = letter.get_body(("plain",))
        links = LINK.findall(str(body.get_content())) if body else []
        yield " ".join(("mail to", str(letter["To"]), str(letter["Subject"]), *links))
    for _, told_of in there.told[seen[1] :]:
        yield f"webhook {told_of}"
    for slug, request in sent[seen[2] :]:
        yield f"{slug} {(request.body or b'').decode(errors='replace')}"
    for one in wrong[seen[3] :]:
        yield f"AGAINST THE CONTRACT: {one}"
    seen[:] = [len(letters), len(there.told), len(sent), len(wrong)]


def main(bolo: str) -> None:
    """Play until the input ends."""
    with outside() as there:
        there.shop.add("Wooden train", "20.00")
        there.stripe.tell = f"{bolo}/api/v1/webhooks/stripe"
        values = told(there, bolo)
        if FOLDER.exists():
            values |= sold(there)
        else:
            say("nobody plays the vendors: their contracts are not on this machine")
        say(" ".join(f"{name}='{value}'" for name, value in values.items()), "./run")
        say(f"the shop to watch: {there.shop.at}", f"\na webhook's address: {there.hook}")
        ended, seen = threading.Event(), [0, 0, 0, 0]
        threading.Thread(target=_sell, args=(there, ended), daemon=True).start()
        while not ended.wait(0.2):
            for line in come(there, seen):
                say(line)


def _sell(there: Outside, ended: threading.Event) -> None:
    for line in sys.stdin:
        title, _, price = line.strip().rpartition("|")
        if title:
            there.shop.add(title, price)
    ended.set()


def say(*words: str) -> None:
    """Tell whoever plays."""
    print(*words, flush=True)  # noqa: T201  (it is what the program is for)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
