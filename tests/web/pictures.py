"""Takes the pictures in docs/pictures of a page that is served: `python -m tests.web.pictures http://127.0.0.1:8770`.

Made with the seed articles replayed (`pledgewire replay seeds/`), by the Chromium that the tests use.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.web.browsers import arguments, program

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
PICTURES = {
    "first-page.png": "/",
    "articles.png": "/?q=security+guarantees&stance=rejects",
    "claims.png": "/claims?stance=rejects&beneficiary=russia",
    "article.png": "/article/seed:002_b638dfb737329836:b259f280",
    "positions.png": "/positions",
    "actor.png": "/actor/person/vladimir-putin",
    "type.png": "/type/nato-non-enlargement",
    "news.png": "/news?since=2021-12-01",
}
SIZE = (1280, 800)


def take(address: str) -> None:
    """Writes each picture anew."""
    found = program()
    if found is None:
        raise SystemExit("no Chromium is here to take pictures with: install chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=arguments())
        tab = browser.new_page(
            viewport={"width": SIZE[0], "height": SIZE[1]}, color_scheme="light", reduced_motion="reduce"
        )
        for name, path in PICTURES.items():
            tab.goto(address.rstrip("/") + path)
            tab.screenshot(path=FOLDER / name)
        browser.close()


if __name__ == "__main__":
    take(sys.argv[1])
