#!/bin/sh
# Installs Debian packages without asking anything: as root, or through sudo where that needs no password.
set -eu
if [ "$(id -u)" -eq 0 ]; then
    as_root=""
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    echo "These Debian packages are missing: $*" >&2
    echo "Install them as root (apt-get install --no-install-recommends $*) and run make again." >&2
    exit 1
fi
if ! command -v apt-get >/dev/null; then
    echo "apt-get is not here. Install by hand what these Debian packages hold, then run make again: $*" >&2
    exit 1
fi
echo "Installing Debian packages: $*"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
run() {
    # sudo drops the environment, so the setting travels through env
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@" \
        </dev/null >"$log" 2>&1 || { tail -n 30 "$log" >&2; return 1; }
}
run update
run install -y --no-install-recommends "$@"
