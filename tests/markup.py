"""What two programs find wrong with a page: the W3C's Nu checker, and axe in a browser."""

import json
import shutil
import subprocess
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

# Java's second compiler pays after minutes only: without it the checker takes half the time, and more stack.
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")


def nu_command() -> list[str] | None:
    """How to start the Nu checker that `make nu-checker` fetched; None without it or without Java."""
    jars = sorted(settings.VAR.glob("vnu-*.jar"))
    java = shutil.which("java")
    return [java, *QUICK, "-jar", str(jars[-1])] if java and jars else None


# Lists without bullets keep the role that Safari takes from them; the checker warns that it is the default.
EXPECTED = "The .list. role is unnecessary for element .[ou]l.[.]"


def nu_errors(pages: dict[str, str]) -> list[str]:
    """The errors and warnings in pages of HTML, as `name:line: message`; give many, as Java starts slowly."""
    with TemporaryDirectory() as folder:
        names = {}
        for number, (name, html) in enumerate(pages.items()):
            path = Path(folder, f"{number}.html")
            path.write_text(html, encoding="utf-8")
            names[path.as_uri().replace("file:///", "file:/")] = name
        checked = subprocess.run(
            [
                *nu_command(),
                "--stdout",
                "--exit-zero-always",
                "--format",
                "json",
                "--filterpattern",
                EXPECTED,
                folder,
            ],
            capture_output=True,
            text=True,
            check=True,
        )
    return [
        f"{names[found['url'].replace('file:///', 'file:/')]}:{found.get('lastLine', 0)}: {found['message']}"
        for found in json.loads(checked.stdout)["messages"]
        if found["type"] == "error" or found.get("subType") == "warning"
    ]


# What may hold in light and not in dark.
OF_COLOUR = ("color-contrast", "link-in-text-block")


def axe_violations(page, within: str = "html", only: Iterable[str] = ()) -> list[str]:
    """What axe finds on a page that Playwright has opened, as `rule: selector`; it passes a strict CSP.
    `only` names the rules to ask for, otherwise all are."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    options = {"resultTypes": ["violations"]} | ({"runOnly": list(only)} if only else {})
    found = page.evaluate("([within, options]) => axe.run(within, options)", [within, options])
    return [f"{rule['id']}: {node['target']}" for rule in found["violations"] for node in rule["nodes"]]
