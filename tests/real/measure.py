#!/usr/bin/python3
"""Run a command and tell its exit status, wall seconds and peak megabytes, as one last line.

A process of its own: a child starts with the peak memory of its parent, which must be small.
"""

import os
import sys
import time

begin = time.monotonic()
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(process, 0)
print(os.waitstatus_to_exitcode(status), time.monotonic() - begin, usage.ru_maxrss / 1024)
