#!/bin/sh
# Sets nnviz up in this directory: the system libraries that are missing, then .venv with the
# package in it. `make` calls it once; calling it again repairs what is broken.
set -eu
cd "$(dirname "$0")"
log=$PWD/set-up.log # not in .venv, which is emptied where it is broken

# What Qt and OpenGL load at run time, and the Debian package that brings it. Asked for by loading
# it, because packages have other names on other systems and libraries have not.
libraries="
libEGL.so.1            libegl1
libEGL_mesa.so.0       libegl-mesa0
libGL.so.1             libgl1
libGLX_mesa.so.0       libglx-mesa0
libfontconfig.so.1     libfontconfig1
libglib-2.0.so.0       libglib2.0-0
libdbus-1.so.3         libdbus-1-3
libX11-xcb.so.1        libx11-xcb1
libxkbcommon-x11.so.0  libxkbcommon-x11-0
libxcb-cursor.so.0     libxcb-cursor0
libxcb-icccm.so.4      libxcb-icccm4
libxcb-image.so.0      libxcb-image0
libxcb-keysyms.so.1    libxcb-keysyms1
libxcb-randr.so.0      libxcb-randr0
libxcb-render-util.so.0  libxcb-render-util0
libxcb-shape.so.0      libxcb-shape0
libxcb-xkb.so.1        libxcb-xkb1
"

say() { printf '%s\n' "$*" >&2; }
stop() { say "nnviz: $*"; exit 1; }

# step WHAT COMMAND...: what the command says goes into the log; shown is what is being done, and of
# a failure the end of the log. No input, for nobody would see what is asked.
step() {
    what=$1
    shift
    say "nnviz: $what, which takes about a minute …"
    began=$(date +%s)
    "$@" </dev/null >>"$log" 2>&1 || fail "$?" "$what"
    say "nnviz: done in $(($(date +%s) - began)) s"
}

fail() {
    tail -n 20 "$log" | sed 's/^/    /' >&2
    say "nnviz: failed with status $1: $2; above are the last lines of $log"
    exit "$1"
}

find_python() {
    for name in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    stop "Python 3.11 or newer was not found; install it, or name it: make PYTHON=/path/to/python3"
}

has_library() { "$python" -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$1" 2>/dev/null; }
# Films speak Japanese too, and the tests read them; the font is too large to come with nnviz.
has_japanese() {
    find /usr/share/fonts /usr/local/share/fonts "${HOME:-/root}/.local/share/fonts" \
        -name 'NotoSansCJK-Regular.ttc' 2>/dev/null | grep -q .
}
has_venv() { "$python" -c 'import ensurepip, venv' 2>/dev/null; }

missing_libraries() {
    echo "$libraries" | while read -r library package; do
        [ -z "$library" ] || has_library "$library" || echo "$library $package"
    done
}

missing_packages() {
    missing_libraries | cut -d' ' -f2
    command -v Xvfb >/dev/null || echo xvfb
    has_japanese || echo fonts-noto-cjk
    has_venv || "$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
}

install_packages() {
    if [ "$(id -u)" = 0 ]; then as_root=""
    elif sudo -n true 2>/dev/null; then as_root="sudo"
    else stop "system packages are missing; type:
    sudo apt-get update && sudo apt-get install --no-install-recommends $*"
    fi
    step "installing the system packages $*" apt_install "$@"
}

apt_install() {
    $as_root apt-get update || say "nnviz: going on with the package lists that are here"
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

install_system() {
    missing=$(missing_packages | tr '\n' ' ')
    [ -n "$missing" ] || return 0
    # shellcheck disable=SC2086  # a list of words
    if command -v apt-get >/dev/null; then
        install_packages $missing
    elif command -v dnf >/dev/null; then
        stop "system packages are missing; type:  sudo dnf install xorg-x11-server-Xvfb" \
            "google-noto-sans-cjk-fonts" \
            "$(missing_libraries | sed "s/ .*/()(64bit)'/; s/^/'/" | tr '\n' ' ')"
    else
        stop "install what this system calls: $missing"
    fi
}

make_venv() {
    .venv/bin/python -m pip --version >/dev/null 2>&1 || "$python" -m venv --clear .venv || return
    .venv/bin/python -m pip install --no-input --disable-pip-version-check -c constraints.txt -e '.[dev]'
}

python=$(find_python)
: >"$log"
[ "$(uname -s)" != Linux ] || install_system
step "installing the Python packages into .venv" make_venv
