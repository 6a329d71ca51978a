#!/bin/sh
# Installs the browser in which the task pane is tested, and its driver, which speaks plain HTTP. Installs only what is
# missing.
set -eu
cd "$(dirname "$0")/.."
missing=""
command -v chromium >/dev/null || missing="$missing chromium"
command -v chromedriver >/dev/null || missing="$missing chromium-driver"
# shellcheck disable=SC2086  # a list of package names
[ -z "$missing" ] || tools/apt_install.sh $missing
