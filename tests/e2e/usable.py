"""What every page is held to once it has come to rest: nothing too wide, nothing that axe finds.

At rest it asks for nothing, shows no grey rows and nothing in it moves; then no wait is needed.
"""

from collections.abc import Iterator
from itertools import product

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, ViewportSize

MINUTES = 180_000  # milliseconds; a busy machine is slow, not wrong
WIDE, NARROW = 1440, 360
WIDTHS, SCHEMES = (WIDE, NARROW), ("light", "dark")
LOOKS = tuple(product(WIDTHS, SCHEMES))
"""Every width, in CSS pixels, and colour scheme."""

COUNTS = """(() => {
    const asked = (window.boloAsked = new Map());
    const ask = window.fetch;
    window.fetch = async (...told) => {
        const mark = {};
        asked.set(mark, told[0]?.url ?? String(told[0]));
        const done = () => asked.delete(mark);
        try {
            const answer = await ask(...told);
            answer.clone().arrayBuffer().then(done, done);
            return answer;
        } catch (error) {
            done();
            throw error;
        }
    };
})()"""
"""Has a page know which of its requests are not answered in full."""

RESTS = """async limit => {
    const end = performance.now() + limit;
    const moves = one => one.playState === "running"
        && one.effect?.getComputedTiming().endTime !== Infinity;
    const restless = () => {
        if (window.boloAsked?.size) return `waits for ${[...window.boloAsked.values()]}`;
        if (document.querySelector("[class*=skeleton]")) return "shows grey rows";
        return document.getAnimations().some(moves) ? "moves" : "";
    };
    await document.fonts.ready;
    for (let calm = 0; calm < 4;) {
        await new Promise(requestAnimationFrame);
        const why = restless();
        if (why && performance.now() > end) throw new Error(`still the page ${why}`);
        calm = why ? 0 : calm + 1;
    }
}"""
"""Waits for some frames in a row in which nothing is under way; `limit` in milliseconds."""

BROKEN = """() => {
    const lines = text => {
        const range = document.createRange();
        range.selectNodeContents(text);
        return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
    };
    const amounts = [...document.querySelectorAll("main td, main dd")]
        .flatMap(cell => [...cell.childNodes])
        .filter(one => one.nodeType === 3 && /^\\S*\\d[.,]\\d\\d\\S*$/.test(one.data.trim()))
        .filter(one => lines(one) > 1)
        .map(one => one.data);
    const parted = [];
    const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const text = texts.currentNode;
        const pair = /\\d\\s(?:l|mm|GB|MP|V|Ah|min|h|d|days|%)(?!\\w)/g;
        for (const found of text.data.matchAll(pair)) {
            const range = document.createRange();
            range.setStart(text, found.index);
            range.setEnd(text, found.index + found[0].length);
            const tops = [...range.getClientRects()].map(({ top }) => Math.round(top));
            if (new Set(tops).size > 1) parted.push(text.data);
        }
    }
    return [...amounts, ...parted];
}"""
"""Returns the amounts of tables and figures, and any figures with units, on more than one line."""


def visit(browser: Browser, kept: StorageState | None = None) -> BrowserContext:
    """Open a browser of its own, whose pages know what they wait for and in which little moves."""
    wide = ViewportSize(width=WIDE, height=900)
    context = browser.new_context(viewport=wide, reduced_motion="reduce", storage_state=kept)
    context.set_default_timeout(MINUTES)
    context.add_init_script(COUNTS)
    return context


def look(page: Page, width: int, scheme: str) -> None:
    """Let a page be so wide, and so light."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 740})


def looks(page: Page) -> Iterator[int]:
    """Show the page in every width and scheme; give the width."""
    for width, scheme in LOOKS:
        look(page, width, scheme)
        yield width


def come_to_rest(page: Page) -> None:
    """Wait until nothing is under way in a page, for some minutes at most."""
    page.evaluate(RESTS, MINUTES)


def assert_accessible(page: Page) -> None:
    """Assert that axe finds nothing."""
    come_to_rest(page)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def assert_fits(page: Page, width: int) -> None:
    """Assert that nothing is wider than the screen or below it, and no amount broken to fit it."""
    come_to_rest(page)
    broken = page.evaluate(BROKEN)
    assert not broken, broken
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    main = page.locator("main")
    assert main.evaluate("it => it.scrollWidth <= it.clientWidth")
    framed = "it => it.id !== 'content' || document.documentElement.scrollHeight <= innerHeight"
    assert main.evaluate(framed), "the frame can be scrolled away"


def assert_usable(page: Page, width: int) -> None:
    """Assert that everybody can use a page, as light as it is, on a screen so wide."""
    assert_accessible(page)
    assert_fits(page, width)


def assert_usable_light_and_dark(page: Page, width: int) -> None:
    """Assert that everybody can use a page on a screen so wide, in both colour schemes."""
    for scheme in SCHEMES:
        look(page, width, scheme)
        assert_usable(page, width)
