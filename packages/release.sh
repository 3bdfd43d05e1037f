#!/usr/bin/env bash
# Makes the files of a release in a folder, with their SHA-256 sums. Needs the .NET SDK, Node, Python and GNU tar.
#   packages/release.sh FOLDER                 all of them
#   packages/release.sh FOLDER npm linux-x64   some of them: npm, pytest, nuget, linux-x64, linux-arm64, osx-arm64, win-x64
# A program for a platform holds the .NET runtime: unpack it and put its folder, or a link to its kantansim, into PATH.
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || { sed -n '2,5s/^# *//p' packages/release.sh >&2; exit 2; }
mkdir -p "$1"; out=$(cd "$1" && pwd); shift
[ $# -gt 0 ] || set -- npm pytest nuget linux-x64 linux-arm64 osx-arm64 win-x64
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT

npm_package() {
  [ -d packages/npm/node_modules ] || (cd packages/npm && npm ci --no-audit --no-fund --silent)
  npm pack ./packages/npm --silent --pack-destination "$out"
}

# The lock file has the container image's platforms only: a copy of it grows by the runtime packs of the others.
program() {
  local name=kantansim-$version-$1
  cp Simulator/packages.lock.json "$work/$1.lock.json"
  dotnet publish Simulator -c Release -r "$1" --self-contained -nologo -v quiet -clp:NoSummary -p:RunAnalyzers=false \
    -p:NuGetLockFilePath="$work/$1.lock.json" -p:RestoreLockedMode=false -p:EnableRuntimePackDownload=true -p:EnableAppHostPackDownload=true \
    -p:DebugType=none --artifacts-path "$work/$1" -o "$work/$name"
  cp LICENSE "$work/$name/"
  if [[ $1 = win-* ]]; then
    mv "$work/$name/KantanSim.exe" "$work/$name/kantansim.exe"
    (cd "$work" && python3 -m zipfile -c "$out/$name.zip" "$name")
  else
    mv "$work/$name/KantanSim" "$work/$name/kantansim"
    tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner -czf "$out/$name.tar.gz" "$name"
  fi
}

for part in "$@"; do
  case "$part" in
    npm) npm_package ;;
    pytest) cp packages/pytest/pytest_kantansim.py "$out/" ;;
    nuget) dotnet pack KantanSim.sln -c Release -nologo -v quiet -clp:NoSummary -o "$out" ;;
    linux-x64|linux-arm64|osx-arm64|win-x64) program "$part" ;;
    *) echo "There is no part $part: npm, pytest, nuget, linux-x64, linux-arm64, osx-arm64, win-x64" >&2; exit 2 ;;
  esac
done
(cd "$out" && find . -maxdepth 1 -type f ! -name SHA256SUMS -printf '%f\n' | LC_ALL=C sort | xargs sha256sum > SHA256SUMS)
