#!/usr/bin/env bash
# Runs every test. Further arguments go to the test runner.
set -euo pipefail
cd "$(dirname "$0")"
dotnet build KantanSim.sln --nologo -v quiet -clp:NoSummary
exec dotnet run --no-build --project Simulator.Tests -- "$@"
