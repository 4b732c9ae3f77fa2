"""Draw the icons of the installed dashboard from web/public/favicon.svg, in Chromium.

`.venv/bin/python -m scripts.icons` writes web/public/icons. A maskable icon fills its square,
with the sign in the middle four fifths, which no mask cuts (W3C, Web App Manifest).
"""

import os
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

PUBLIC = Path(__file__).resolve().parents[1] / "web" / "public"
SIGN = PUBLIC / "favicon.svg"
ICONS = {"192": (192, 1.0), "512": (512, 1.0), "maskable-512": (512, 0.8), "apple-180": (180, 0.9)}
GROUND = "#4f46e5"
CHROMIUM = "/usr/bin/chromium"


def draw(browser: Browser, name: str, size: int, part: float) -> None:
    """Draw one icon: the sign over `part` of the square, on its own ground where not all of it."""
    ground = GROUND if part < 1 else "transparent"
    page = browser.new_page(viewport={"width": size, "height": size})
    page.set_content(f"""
        <body style="margin:0;height:100vh;display:grid;place-items:center;background:{ground}">
        <div style="width:{part * 100}%;line-height:0">{SIGN.read_text()}</div>
    """)
    page.screenshot(path=PUBLIC / "icons" / f"{name}.png", omit_background=True)
    page.close()


def main() -> None:
    """Draw them all."""
    (PUBLIC / "icons").mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("BOLO_CHROMIUM", CHROMIUM)
        )
        for name, (size, part) in ICONS.items():
            draw(browser, name, size, part)
        browser.close()


if __name__ == "__main__":
    main()
