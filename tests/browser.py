"""Chromium for the browser journeys: found, installed where we may, or missed aloud."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW_TO_GET_IT = "Chromium is missing; on Debian: apt-get install chromium"


def find_chromium():
    return next(filter(None, map(shutil.which, NAMES)), None)


def install_chromium():
    """Install Debian's package as root or with a sudo that does not ask."""
    if shutil.which("apt-get") is None:
        return
    if os.geteuid() == 0:
        allowed = []
    elif (sudo := shutil.which("sudo")) and succeeds([sudo, "-n", "true"]):
        allowed = [sudo, "-n"]
    else:
        return
    sys.stderr.write("Installing Chromium for the browser journeys…\n")
    apt_get = [*allowed, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-y", "-qq"]
    if succeeds([*apt_get, "update"]):
        succeeds([*apt_get, "install", "--no-install-recommends", "chromium"])


def succeeds(command):
    """Run a command that asks nothing; its complaints are shown, and the tests go on without."""
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    return subprocess.run(command, check=False, **quiet).returncode == 0


if __name__ == "__main__" and find_chromium() is None:
    install_chromium()
