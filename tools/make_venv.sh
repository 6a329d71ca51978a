#!/bin/sh
# Makes .venv with Python 3.11 or newer, unless a working one stands there already.
set -eu
cd "$(dirname "$0")/.."
new_enough='import sys; sys.exit(sys.version_info < (3, 11))'
if [ -x .venv/bin/python ] && .venv/bin/python -c "$new_enough" && .venv/bin/python -m pip --version >/dev/null 2>&1; then
    exit 0
fi
find_python() {
    for candidate in ${PYTHON:-} python3.11 python3 python3.12 python3.13 /usr/bin/python3; do
        if "$candidate" -c "$new_enough" 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}
python=$(find_python) || {
    tools/apt_install.sh python3 python3-venv
    python=$(find_python) || { echo "Python 3.11 or newer is needed; set PYTHON=/path/to/python3.11" >&2; exit 1; }
}
# Debian splits venv's pip into a package of its own
"$python" -c 'import ensurepip, venv' 2>/dev/null || tools/apt_install.sh python3-venv
rm -rf .venv
"$python" -m venv .venv
