"""What keeps `make run` from starting is said in a sentence, before anything begins."""

import os
import shutil
import socket
import subprocess
import sys

import pytest

from tests.checkouts import checkout
from tests.servers import free_port
from tests.trials import Trial

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return checkout(tmp_path_factory.mktemp("refused"))


def refusal(folder, program=sys.executable, **environment) -> str:
    done = subprocess.run(
        [program, "site/trial.py", "--check"],
        cwd=folder, env=os.environ | environment, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stdout == ""
    return done.stderr.strip()


def test_a_port_that_is_taken_is_named_before_anything_begins(folder):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert refusal(folder, PORT=str(port)) == (
            f"Port {port} is taken by another program: PORT={port + 1} make run takes another."
        )
    assert refusal(folder, PORT="http") == "PORT=http is no port: name a whole number up to 65535."


def test_a_folder_that_cannot_be_written_to_is_named(folder):
    shutil.rmtree(folder / "var", ignore_errors=True)
    (folder / "var").write_text("in the way, for root as well")
    assert refusal(folder).startswith(f"{folder}/var cannot be written to (")
    (folder / "var").unlink()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (
            "postgres://nobody:geheim@127.0.0.1:1/none",
            "The database that DATABASE_URL names does not answer: ",
        ),
        ("postgers:/none", "DATABASE_URL is neither an address of SQLite nor one of PostgreSQL. "),
    ],
)
def test_a_database_that_cannot_be_used_is_told_in_a_sentence(folder, address, words):
    running = Trial(folder, free_port(), DATABASE_URL=address)
    assert running.process.wait(120) == 1
    assert "The trial could not be prepared." in running.said
    assert words in running.said
    assert not {"Traceback", "geheim", f"http://127.0.0.1:{running.port}"} & {*running.said.split()}
