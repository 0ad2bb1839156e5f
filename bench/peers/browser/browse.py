"""Goes through all kinds of pages of a reading room in headless Chromium: axe-core finds no serious fault, nothing runs or is
refused by the page's own policy, and no page scrolls sideways on a phone.

Arguments: the address of the room, and the browser. One line a page on standard output; status 1 when something is wrong.
"""

import sys
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import sync_playwright

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
SERIOUS = ("serious", "critical")


def pages(room, page):
    """One address of each kind, found as a reader finds them: by following links."""
    found = ["/", "/search", "/search?q=the", "/search?q=(", "/shock", "/stories", "/speakers", "/outlets", "/subjects", "/data", "/nothing"]
    for start, kind in [
        ("/stories", "/story/"),
        ("/search?q=the", "/article/"),
        ("/speakers", "/speaker?"),
        ("/outlets", "/outlet?"),
        ("/subjects", "/subject?"),
    ]:
        page.goto(room + start)
        found += page.eval_on_selector_all(
            f'main a[href^="{kind}"]', "links => links.slice(0, 3).map(link => link.getAttribute('href'))"
        )
    for story in [address for address in found if address.startswith("/story/")][:1]:
        page.goto(room + story)
        found += page.eval_on_selector_all(
            'a[href^="/shock?"]', "links => links.slice(0, 1).map(link => link.getAttribute('href'))"
        )
    return found


def main(room, browser_path):
    wrong = 0
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        links = browser.new_page()
        addresses = pages(room, links)
        # Scripts of the page would run here; those of the test run beside the page's policy.
        plain = browser.new_context(color_scheme="light")
        tested = browser.new_context(bypass_csp=True)
        dark = browser.new_context(bypass_csp=True, color_scheme="dark")
        phone = browser.new_context(viewport={"width": 360, "height": 740}, bypass_csp=True)
        without = browser.new_context(java_script_enabled=False)
        for address in addresses:
            problems = []
            page = plain.new_page()
            page.on("console", lambda said: problems.append(f"console: {said.text}") if said.type == "error" and "404" not in said.text and "400" not in said.text else None)
            page.on("dialog", lambda dialog: (problems.append("a dialog opened"), dialog.dismiss()))
            page.on("pageerror", lambda error: problems.append(f"script: {error}"))
            page.goto(room + address)
            page.wait_for_timeout(150)
            first = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
            page.close()
            # An estimate takes as long as it takes.
            if first > 200 and not address.startswith("/shock?"):
                problems.append(f"first painted after {first:.0f} ms")
            for name, context in [("light", tested), ("dark", dark)]:
                page = context.new_page()
                page.goto(room + address)
                page.evaluate(AXE)
                found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
                for fault in found["violations"]:
                    if fault["impact"] in SERIOUS:
                        nodes = ", ".join(node["target"][0] if isinstance(node["target"][0], str) else "…" for node in fault["nodes"][:3])
                        problems.append(f"axe, {name}: {fault['impact']} {fault['id']}: {nodes}")
                page.close()
            page = phone.new_page()
            page.goto(room + address)
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > 360:
                problems.append(f"scrolls sideways on a phone: {width} px")
            page.close()
            page = without.new_page()
            page.goto(room + address)
            if not page.inner_text("main").strip():
                problems.append("empty without scripts")
            page.close()
            wrong += bool(problems)
            print(f"{'WRONG' if problems else 'right'} {first:4.0f} ms {address[:90]}")
            for problem in dict.fromkeys(problems):
                print(f"      {problem[:300]}")
        browser.close()
    print(f"{len(addresses)} pages, {wrong} with a fault")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
