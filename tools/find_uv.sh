#!/bin/sh
# Prints the path of uv: one that is there already, else one installed for this clone or this user; nothing needs root.
here=$(cd "$(dirname "$0")/.." && pwd)
try() { [ -n "$1" ] && [ -x "$1" ] && "$1" --version >/dev/null 2>&1 && echo "$1" && exit 0; }

try "$(command -v uv)"
try "$here/.bootstrap/bin/uv"
if command -v python3 >/dev/null; then
    rm -rf "$here/.bootstrap"
    if python3 -m venv "$here/.bootstrap" >/dev/null 2>&1; then
        "$here/.bootstrap/bin/pip" install --quiet --disable-pip-version-check uv >&2
        try "$here/.bootstrap/bin/uv"
    fi
    rm -rf "$here/.bootstrap"
    user=$(python3 -m site --user-base)/bin/uv
    try "$user"
    if python3 -m pip --version >/dev/null 2>&1; then
        python3 -m pip install --quiet --user uv >/dev/null 2>&1 ||
            python3 -m pip install --quiet --user --break-system-packages uv >&2
        try "$user"
    fi
fi
echo "Không cài được uv. Hãy nhờ quản trị máy cài gói: apt install python3-venv (và bảo đảm máy vào được pypi.org)." >&2
exit 1
