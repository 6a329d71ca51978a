#!/bin/sh
# Installs what the tests judge workbooks with: LibreOffice Calc (recalculates, prints), pdftoppm (PDF pages
# to pictures) and a Chinese font. Installs only what is missing; a second run takes milliseconds.
set -eu
cd "$(dirname "$0")/.."
missing=""
# soffice alone says nothing about Calc; localc comes with it
command -v soffice >/dev/null && command -v localc >/dev/null || missing="$missing libreoffice-calc"
command -v pdftoppm >/dev/null || missing="$missing poppler-utils"
if ! command -v fc-list >/dev/null; then
    missing="$missing fontconfig fonts-noto-cjk"
elif [ -z "$(fc-list :lang=zh-cn family)" ]; then
    missing="$missing fonts-noto-cjk"
fi
# shellcheck disable=SC2086  # a list of package names
[ -z "$missing" ] || tools/apt_install.sh $missing
