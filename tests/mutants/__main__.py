"""`python -m tests.mutants`: one process a package, one after the other."""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from .changes import Change, changes_of
from .packages import PACKAGES, ROOT, Package
from .running import NOTICED, OUT_OF_TIME, UNCHANGED, Trial


def main() -> int:
    parser = argparse.ArgumentParser(prog="make mutants", description="Take guards out; does a test notice?")
    parser.add_argument("--seed", type=int, default=random.randrange(10_000))
    parser.add_argument("--sample", type=int, default=15, help="removals of each package")
    parser.add_argument("--package", choices=[package.name for package in PACKAGES], action="append")
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)  # run one package in this process
    options = parser.parse_args()
    chosen = [package for package in PACKAGES if not options.package or package.name in options.package]
    if options.into:
        return _try(chosen[0], options)
    noticed = tried = 0
    for package in chosen:
        found = _apart(package, options)
        counted = [row for row in found if row["outcome"] != UNCHANGED]
        well = [row for row in counted if row["outcome"].startswith(NOTICED)]
        print(f"\n== {package.name}: {len(well)} of {len(counted)} noticed (seed {options.seed})")
        for row in well:
            if row["outcome"] == OUT_OF_TIME:
                print(f"{row['place']}  {row['what']}: {row['outcome']}")
        for row in counted:
            if row not in well:
                print(f"\n{row['place']}  {row['what']}: {row['outcome']}")
                print(_indented("-", row["before"]), _indented("+", row["after"]), sep="\n", flush=True)
        noticed, tried = noticed + len(well), tried + len(counted)
    print(f"\n{noticed} of {tried} noticed; seed {options.seed}")
    return 0


def _apart(package: Package, options) -> list[dict]:
    """Try a package in a process of its own, as its sources must be loaded unchanged."""
    with tempfile.TemporaryDirectory() as folder:
        into = Path(folder) / "found.json"
        command = [sys.executable, "-m", "tests.mutants", f"--package={package.name}", f"--into={into}"]
        command += [f"--seed={options.seed}", f"--sample={options.sample}"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if not into.exists():
            print(done.stdout[-3000:], done.stderr[-3000:])
            return []
        return json.loads(into.read_text())


def _try(package: Package, options) -> int:
    trial = Trial(_sample(package, options))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    pytest.main(
        [*package.test_arguments(), "-q", "-p", "no:cacheprovider", "-m", "not browser"], plugins=[trial]
    )
    options.into.write_text(json.dumps([_row(change, outcome) for change, outcome in trial.outcome.items()]))
    return 0


def _sample(package: Package, options) -> list[Change]:
    """Changes by chance, at most one a line, files with more of them more often."""
    chance = random.Random(f"{options.seed} {package.name}")
    lines = {}
    for change in (change for path in package.files() for change in changes_of(path)):
        lines.setdefault((change.path, change.line), []).append(change)
    chosen = chance.sample(sorted(lines), min(options.sample, len(lines)))
    return [chance.choice(lines[line]) for line in chosen]


def _row(change: Change, outcome: str) -> dict:
    before, after = change.code()
    place = f"{change.path.relative_to(ROOT)}:{change.line}"
    return {"place": place, "what": change.what, "outcome": outcome, "before": before, "after": after}


def _indented(sign: str, code: str) -> str:
    return "\n".join(f"  {sign} {line}" for line in code.splitlines())


if __name__ == "__main__":
    sys.exit(main())
