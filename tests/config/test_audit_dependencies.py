import io
import json
import urllib.error
import urllib.request

import pytest
from django.core.management import CommandError, call_command

from config.management.commands.audit_dependencies import packages


def answering(monkeypatch, answer):
    asked = []

    def urlopen(request, timeout):
        asked.append(json.loads(request.data))
        if isinstance(answer, Exception):
            raise answer
        return io.BytesIO(json.dumps({"results": answer}).encode())

    monkeypatch.setattr(urllib.request, "urlopen", urlopen)
    return asked


def test_every_locked_package_is_asked_for_and_weaknesses_are_an_error(monkeypatch, capsys):
    locked = packages()
    assert "django" in dict(locked)
    assert all(version[0].isdigit() and version[-1].isalnum() for _name, version in locked)

    asked = answering(monkeypatch, [{}] * len(locked))
    call_command("audit_dependencies")
    assert len(asked[0]["queries"]) == len(locked)
    assert "No known weakness" in capsys.readouterr().out

    answering(monkeypatch, [{"vulns": [{"id": "GHSA-1"}]}] + [{}] * (len(locked) - 1))
    with pytest.raises(CommandError, match="1 of"):
        call_command("audit_dependencies")
    assert "GHSA-1" in capsys.readouterr().out


def test_without_the_service_it_says_that_it_was_skipped(monkeypatch, capsys):
    answering(monkeypatch, urllib.error.URLError("no route"))
    call_command("audit_dependencies")

    assert "Skipped" in capsys.readouterr().out
