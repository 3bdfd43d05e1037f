"""Stands in for the program. The first argument says how it behaves; it ends when its standard input is closed."""

import json
import sys

mode, arguments = sys.argv[1], sys.argv[2:]
if mode == "refuse":
    sys.exit('KantanSim:Seed is "x"; allowed: a whole number')
print(json.dumps(arguments), flush=True)
if mode != "silent":
    print("KantanSim listens on http://127.0.0.1:1", flush=True)
sys.stdin.read()
