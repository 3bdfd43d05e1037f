"""Starts a server and never stops it. With the argument "wait" it then waits to be killed."""

import sys
import threading

from pytest_kantansim import KantanSimServer

print(KantanSimServer().url, flush=True)
if sys.argv[1:] == ["wait"]:
    threading.Event().wait()
