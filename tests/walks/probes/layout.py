"""Faults that every visitor sees and no checker of markup does: columns of single words, endless lines, text
that is cut off or overlaps, broken words, horizontal scrolling."""

from pathlib import Path

SCRIPT = Path(__file__).with_name("layout.js").read_text(encoding="utf-8")
WIDTHS = (390, 768, 1440)
HEIGHT = 900
# What is folded is probed too. Hyphens are those of the site: not every Chromium has a dictionary.
PREPARED = """() => {
    for (const one of document.querySelectorAll("details")) one.open = true;
    const style = document.createElement("style");
    style.textContent = "* { hyphens: manual !important; transition: none !important }";
    document.head.append(style);
}"""


def layout_faults(page, root: str = "body", apart: str = "", widths=WIDTHS) -> list[str]:
    """Faults of the page that is open, below `root` without what a selector sets `apart`, as `width kind:
    element: detail`. The browser's context needs `bypass_csp`, else the style of the probe has no effect."""
    page.evaluate(PREPARED)
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        # As high as the page, so that each point of it can be asked for.
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": max(HEIGHT, min(height, 15_000))})
        faults = page.evaluate(
            f"([root, apart]) => ({SCRIPT})(document.querySelector(root), apart)", [root, apart]
        )
        found += [f"{width} {fault}" for fault in faults]
    return found
