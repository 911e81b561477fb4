"""One style sheet for readers, however many there are to write."""

import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage
from django.template.loader import render_to_string

from config.stylesheets import JoinedStaticFiles, demand_collected
from tests.staticfiles import collected, copied

SHEETS = ("base", "components", "forms", "print")


@pytest.fixture
def folder(tmp_path):
    return copied(tmp_path / "static")


def sheet(folder: Path) -> Path:
    """The sheet that pages name."""
    return folder / collected(folder).url("css/site.css").removeprefix("/static/")


def rules(text: str) -> list[str]:
    return re.sub(r"/\*.*?\*/|\s+", "", text, flags=re.DOTALL).split("}")


def test_production_sends_the_rules_of_all_sheets_in_one(folder):
    joined = sheet(folder)
    text = joined.read_text()

    sheets = [Path(finders.find(f"css/{name}.css")).read_text() for name in SHEETS]
    assert rules(text) == rules("".join(sheets[:3]) + "@media print{" + sheets[3] + "}")
    assert "@import" not in text
    assert "/*" not in text
    assert brotli.decompress(Path(f"{joined}.br").read_bytes()).decode() == text


def test_a_changed_sheet_changes_the_address(folder):
    before = sheet(folder)
    (folder / "css" / "forms.css").write_text("label{color:red}")

    assert sheet(folder).name != before.name


def test_while_sheets_are_written_the_browser_finds_each():
    imports = re.findall(r'@import "([^"]+)"( print)?;', Path(finders.find("css/site.css")).read_text())

    assert imports == [("base.css", ""), ("components.css", ""), ("forms.css", ""), ("print.css", " print")]


def test_a_page_names_one_sheet():
    assert render_to_string("500.html").count('rel="stylesheet"') == 1


def test_production_does_not_start_without_its_files(tmp_path):
    storage = collected(copied(tmp_path / "static"))
    demand_collected(storage)
    demand_collected(FileSystemStorage(tmp_path))  # where nothing is hashed, nothing can be missing

    del storage.hashed_files["css/site.css"]  # as after an update
    with pytest.raises(ImproperlyConfigured, match=r"css/site\.css .*collectstatic"):
        demand_collected(storage)
    with pytest.raises(ImproperlyConfigured):
        demand_collected(JoinedStaticFiles(location=tmp_path / "empty", base_url="/static/"))
