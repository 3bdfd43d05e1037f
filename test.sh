#!/usr/bin/env bash
# Runs every test. Further arguments go to the test runner. Installs what the tests need when it is missing.
set -euo pipefail
cd "$(dirname "$0")"

missing=()
[ -x /usr/bin/chromium ] || missing+=(chromium)
[ -n "$(find /usr/share/fonts -iname '*cjk*' -print -quit 2>/dev/null)" ] || missing+=(fonts-noto-cjk)
command -v curl >/dev/null || missing+=(curl)
command -v npm >/dev/null || missing+=(nodejs npm) # Node 20 or newer, as in Debian 13
/usr/bin/python3 -c 'import pytest' 2>/dev/null || missing+=(python3-pytest)
if [ ${#missing[@]} -gt 0 ]; then
  as_root=(); [ "$(id -u)" = 0 ] || as_root=(sudo)
  echo "Installing ${missing[*]}" >&2
  "${as_root[@]}" apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2 ||
    { echo "The tests need ${missing[*]}, which could not be installed" >&2; exit 2; }
fi

# npm writes the second file when it has installed everything.
if [ ! packages/npm/package-lock.json -ot packages/npm/node_modules/.package-lock.json ]; then
  echo "Installing the packages of packages/npm" >&2
  (cd packages/npm && npm ci --no-audit --no-fund --silent) || { echo "npm ci in packages/npm failed" >&2; exit 2; }
fi

dotnet build KantanSim.sln --nologo -v quiet -clp:NoSummary
exec dotnet run --no-build --project Simulator.Tests -- "$@"
