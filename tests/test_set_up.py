"""What setup.sh says, with commands beside it that only pretend to install."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "setup.sh"
PYTHON = """#!/bin/sh
case "$*" in
*ctypes*libEGL.so.1) exit "${LACKS_EGL:-0}" ;;
*"-m pip --version") exit "${PIP_BROKEN:-0}" ;;
*"-m venv"*) rm -rf .venv; mkdir -p .venv/bin; cp "$0" .venv/bin/python; exit "${VENV_FAILS:-0}" ;;
*"-m pip install"*) seq -f "pip says %g" 300; exit "${PIP_FAILS:-0}" ;;
esac
"""
APT = """#!/bin/sh
seq -f "apt $1 says %g" 300
[ "$1" = update ] || exit "${APT_FAILS:-0}"
exit "${UPDATE_FAILS:-0}"
"""


@pytest.fixture
def set_up(tmp_path):
    """Return the script, in a folder whose name has a space, with nothing real to call."""
    folder, commands, home = (tmp_path / name for name in ("a lesson", "commands", "home"))
    fonts = home / ".local/share/fonts"
    for made in (folder, commands, fonts):
        made.mkdir(parents=True)
    (fonts / "NotoSansCJK-Regular.ttc").touch()
    shutil.copy(SCRIPT, folder)
    fakes = {"python3": PYTHON, "apt-get": APT, "Xvfb": "#!/bin/sh\n"}
    fakes |= {"id": "#!/bin/sh\necho 0\n", "uname": "#!/bin/sh\necho Linux\n"}
    for name, text in fakes.items():
        (commands / name).write_text(text)
        (commands / name).chmod(0o755)

    def run(**conditions):
        environment = {"PATH": f"{commands}{os.pathsep}{os.defpath}", "HOME": str(home)}
        return subprocess.run(
            [folder / "setup.sh"], env=environment | conditions, capture_output=True, text=True
        )

    run.log = folder / "set-up.log"
    return run


def test_setting_up_takes_few_lines_and_says_how_long_it_took(set_up):
    done = set_up(LACKS_EGL="1")
    assert done.returncode == 0
    apt, apt_took, pip, pip_took = (done.stdout + done.stderr).splitlines()
    assert apt == "nnviz: installing the system packages libegl1, which takes about a minute …"
    assert pip == "nnviz: installing the Python packages into .venv, which takes about a minute …"
    for took in (apt_took, pip_took):
        assert took.startswith("nnviz: done in ")


def test_the_log_holds_all_that_apt_and_pip_said(set_up):
    set_up(LACKS_EGL="1", UPDATE_FAILS="100")
    said = set(set_up.log.read_text().splitlines())
    assert {
        f"{who} says {n}" for who in ("apt update", "apt install", "pip") for n in (1, 300)
    } <= said
    assert "nnviz: going on with the package lists that are here" in said


@pytest.mark.parametrize("broken", [{}, {"PIP_BROKEN": "1"}])
def test_the_log_is_of_the_last_run_and_outlives_a_venv_made_anew(set_up, broken):
    set_up(LACKS_EGL="1")
    assert set_up(**broken).returncode == 0
    assert set_up.log.read_text().splitlines() == [f"pip says {n + 1}" for n in range(300)]


@pytest.mark.parametrize(
    ("fails", "what", "last"),
    [
        ("PIP_FAILS", "installing the Python packages", "    pip says 300"),
        ("APT_FAILS", "installing the system packages", "    apt install says 300"),
        ("VENV_FAILS", "installing the Python packages", "    apt install says 300"),
    ],
)
def test_a_failing_step_ends_with_its_status_and_the_end_of_the_log(set_up, fails, what, last):
    failed = set_up(LACKS_EGL="1", **{fails: "7"})
    assert failed.returncode == 7
    *_, end, verdict = failed.stderr.splitlines()
    assert end == last
    assert verdict.startswith(f"nnviz: failed with status 7: {what}")
    assert verdict.endswith(str(set_up.log))
    assert len(failed.stderr.splitlines()) < 30
