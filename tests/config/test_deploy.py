"""Files for running the site elsewhere: what they name exists, and what can be checked here is."""

import os
import re
import shutil
import subprocess
import sys

import pytest
from django.core.management import get_commands

from tests.config.test_production import GOOD
from tests.servers import ROOT
from tests.staticfiles import collected, copied
from tests.test_house import variables_read

DEPLOY = ROOT / "site" / "deploy"
SET_BY_IMAGES = {"POSTGRES_USER", "POSTGRES_DB", "PGPASSWORD", "PYTHONDONTWRITEBYTECODE", "PATH"}


def test_every_command_that_is_named_exists():
    named = set()
    for path in DEPLOY.iterdir():
        named |= set(re.findall(r'manage\.py"?,? "?([a-z_]+)', path.read_text()))

    assert {"worker", "migrate", "collectstatic", "setup_site", "backup"} <= named
    assert named <= set(get_commands())


def test_every_variable_that_is_set_is_read():
    compose = re.findall(r"^    ([A-Z][A-Z_]+):", (DEPLOY / "compose.yaml").read_text(), re.MULTILINE)
    image = re.findall(r"([A-Z][A-Z_]+)=", (DEPLOY / "Dockerfile").read_text())

    assert set(compose) | set(image) <= variables_read() | SET_BY_IMAGES | {"DJANGO_SETTINGS_MODULE"}


def test_the_image_runs_as_a_normal_user_and_holds_no_secret():
    text = (DEPLOY / "Dockerfile").read_text()
    last = text.rpartition("FROM ")[2]

    assert re.search(r"^USER 10001", last, re.MULTILINE)
    assert "SECRET_KEY" not in last
    assert "--require-hashes" in text
    assert {".env", "bench", "tests"} <= set((ROOT / ".dockerignore").read_text().splitlines())
    compose = (DEPLOY / "compose.yaml").read_text()
    assert "read_only: true" in compose
    assert "cap_drop: [ALL]" in compose


def test_the_step_of_the_image_that_collects_files_runs_as_it_stands(tmp_path):
    text = (DEPLOY / "Dockerfile").read_text()
    (step,) = [
        part for part in re.findall(r"^RUN ((?:.*\\\n)*.*)", text, re.MULTILINE) if "collectstatic" in part
    ]
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        # Compressing every file takes half a minute; the settings and the names are what can be wrong.
        ["sh", "-c", step.replace(".venv/bin/python", sys.executable) + " --dry-run"],
        cwd=ROOT,
        env=kept | {"STATIC_ROOT": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "static files copied" in done.stdout


def test_the_proxy_keeps_documents_to_the_site_and_nothing_of_known_visitors():
    text = (DEPLOY / "nginx.conf").read_text()

    assert "location /media/documents/ { return 404; }" in text
    assert "proxy_cache_bypass $known" in text
    assert text.count("{") == text.count("}")


def test_units_agree_about_their_folders():
    """systemd sets the mode of a state folder at each start: who starts last would shut others out."""
    modes: dict[str, set[str]] = {}
    for path in DEPLOY.glob("*.service"):
        text = path.read_text()
        (folders,) = re.findall(r"^StateDirectory=(.*)$", text, re.MULTILINE)
        (mode,) = re.findall(r"^StateDirectoryMode=(.*)$", text, re.MULTILINE)
        for folder in folders.split():
            modes.setdefault(folder, set()).add(mode)
        # One reader of variables: the program itself, from .env in its folder.
        assert "EnvironmentFile" not in text
        assert "WorkingDirectory=/srv/kwartier\n" in text

    assert modes == {"kwartier": {"0750"}, "kwartier-backup": {"0700"}}
    example = (ROOT / ".env.example").read_text()
    assert "\nMEDIA_ROOT=/var/lib/kwartier/media\n" in example
    assert "\nBACKUP_ROOT=/var/lib/kwartier-backup\n" in example


def test_backups_last_and_are_not_published():
    """In a volume that only the service which writes them has; the proxy has pictures and nothing else."""
    text = (DEPLOY / "compose.yaml").read_text()
    holders = [
        service.partition(":")[0].strip()
        for service in re.split(
            r"\n(?=  [a-z]+:)", text.partition("\nservices:")[2].partition("\nvolumes:")[0]
        )
        if "backups:/var/lib/kwartier-backup" in service
    ]
    assert holders == ["backup"]
    assert "\n  backups:\n" in text.partition("\nvolumes:")[2]


def test_the_backup_is_as_guarded_as_the_web_processes():
    """Each protection that systemd gives the one it gives the other, which holds the same secrets."""
    texts = [(DEPLOY / f"kwartier-{name}.service").read_text() for name in ("web", "backup")]
    guards = r"^((?:Protect|Private|Restrict|NoNew|Capability|SystemCall|LockPersonality)\w+)="
    web, backup = (set(re.findall(guards, text, re.MULTILINE)) for text in texts)
    assert web
    assert web <= backup
    assert "OnFailure=kwartier-backup-failed.service" in texts[1]


def test_gunicorn_takes_its_configuration_with_the_settings_of_production(tmp_path):
    environment = os.environ | GOOD | {"DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite3"}
    environment |= {"STATIC_ROOT": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings.production"}
    command = [sys.executable, "-m", "gunicorn", "--check-config"]
    refused = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert refused.returncode != 0
    assert "run manage.py collectstatic" in refused.stderr

    collected(copied(tmp_path / "static"))
    environment["STATIC_ROOT"] = str(tmp_path / "static")
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def checked(*command):
    """Run a checker of somebody else; skipped by name where it is not installed."""
    if not shutil.which(command[0]):
        pytest.skip(f"no {command[0]}")
    return subprocess.run(
        command, capture_output=True, text=True, env=os.environ | {"POSTGRES_PASSWORD": "x"}
    )


@pytest.mark.parametrize(
    "name",
    [
        "kwartier-web.service",
        "kwartier-web.socket",
        "kwartier-worker.service",
        "kwartier-backup.service",
        "kwartier-backup-failed.service",
    ],
)
def test_units_are_understood_by_systemd(name, tmp_path):
    # The programs lie elsewhere on this machine; everything else is checked as it stands.
    unit = tmp_path / name
    text = (DEPLOY / name).read_text().replace("/srv/kwartier/.venv/bin/", "/usr/bin/env ")
    unit.write_text(text.replace("WorkingDirectory=/srv/kwartier", "WorkingDirectory=/"))
    done = checked("systemd-analyze", "verify", "--man=no", "--recursive-errors=no", str(unit))

    ours = [line for line in done.stderr.splitlines() if name in line]
    assert not [line for line in ours if "Unknown" in line or "Failed to parse" in line or "Invalid" in line]


def test_the_compose_file_is_understood(tmp_path):
    if (
        shutil.which("docker")
        and subprocess.run(["docker", "compose", "version"], capture_output=True).returncode
    ):
        pytest.skip("no docker compose")
    copy = tmp_path / "site" / "deploy"
    shutil.copytree(DEPLOY, copy)
    (tmp_path / ".env").write_text("SECRET_KEY=x\n")
    done = checked("docker", "compose", "--file", str(copy / "compose.yaml"), "config", "--quiet")

    assert done.returncode == 0, done.stderr
