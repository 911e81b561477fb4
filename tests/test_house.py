"""The tree itself: what must not lie in it, and that the papers tell the truth about it."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = [*sorted((ROOT / "site" / "config" / "settings").glob("*.py")), ROOT / "gunicorn.conf.py"]
COMPOSE = ROOT / "site" / "deploy" / "compose.yaml"
LOCK_FILES = {"uv.lock", "poetry.lock", "Pipfile.lock", "package-lock.json", "yarn.lock", "pnpm-lock.yaml"}
# Written in two halves, so that this file does not hold what it looks for.
ADDRESSES = re.compile(
    "|".join(["py" + "pi\\.org", "pythonhosted" + "\\.org", "npmjs" + "\\.", "index" + "-url"])
)
_HOMES = "|".join(["/ro" + "ot/", "/wo" + "rk/", "/tmp" + "/[a-z]", "/home" + "/[a-z]+/"])
MACHINE_PATHS = re.compile(rf"(?<![\w.*/}}])(?:{_HOMES})")


@pytest.fixture(scope="module")
def tracked():
    """The files that git knows; there is nothing to check in a copy without git."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def lines_with(pattern, files):
    for path in files:
        try:
            lines = path.read_text().splitlines()
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(lines, 1):
            if pattern.search(line):
                yield f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"


def test_site_is_a_folder_and_never_a_package():
    """As a package it would hide Python's own module of that name."""
    assert not (ROOT / "site" / "__init__.py").exists()


def test_no_file_names_a_package_index(tracked):
    options = {ROOT / "Makefile"}  # names the option that leaves the address out
    assert list(lines_with(ADDRESSES, [path for path in tracked if path not in options])) == []


def test_no_file_names_a_path_of_a_machine(tracked):
    assert list(lines_with(MACHINE_PATHS, tracked)) == []


def test_requirements_are_the_only_locks(tracked):
    assert {path.name for path in tracked} & LOCK_FILES == set()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_locked_package_has_hashes(name):
    entries = re.split(r"\n(?=\S)", (ROOT / name).read_text().strip())
    assert [entry.split()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


def variables_read() -> set[str]:
    """Each name in `env…("NAME")`, `os.environ.get("NAME")` and `os.environ["NAME"]` of the settings, and in
    `${NAME}` of the compose file."""
    names = set(re.findall(r"\$\{(\w+)", COMPOSE.read_text()))
    for path in SETTINGS:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and node.args:
                called, first = ast.unparse(node.func), node.args[0]
            elif isinstance(node, ast.Subscript):
                called, first = ast.unparse(node.value), node.slice
            else:
                continue
            reads = called == "env" or called.startswith(("env.", "os.environ"))
            if reads and isinstance(first, ast.Constant) and isinstance(first.value, str):
                names.add(first.value)
    return {name for name in names if name.isupper()}


def test_the_table_lists_the_variables_that_are_read():
    table = (ROOT / "docs" / "operation.md").read_text()
    rows = re.findall(r"^\| `([A-Z_]+)` \|", table, flags=re.MULTILINE)

    assert len(rows) == len(set(rows))
    assert set(rows) == variables_read()


def test_the_example_file_lists_the_same_variables():
    lines = (ROOT / ".env.example").read_text()
    rows = re.findall(r"^#? ?([A-Z_]+)=", lines, flags=re.MULTILINE)

    assert set(rows) == variables_read()


def test_readme_is_short():
    assert len((ROOT / "README.md").read_text().splitlines()) < 100


PAPERS = ["README.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md")))]


@pytest.mark.parametrize("paper", PAPERS)
def test_papers_name_files_that_exist(paper):
    named = re.findall(
        r"`((?:site|home|authors|news|events|comments|templates|tests|docs)/[\w./-]*)`",
        (ROOT / paper).read_text(),
    )
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_rule_that_is_cited_stands_in_the_domain(tracked):
    rules = set(re.findall(r"^### ([\w-]+)$", (ROOT / "docs" / "domain.md").read_text(), flags=re.MULTILINE))
    cited = re.compile(r"domain\.md((?:,? ?#[\w-]+)+)")
    found = {
        rule
        for path in tracked
        if path.suffix in {".py", ".html", ".toml", ".css"}
        for anchors in cited.findall(path.read_text())
        for rule in re.findall(r"#([\w-]+)", anchors)
    }
    assert found - rules == set()
