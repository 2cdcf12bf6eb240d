"""WIRING: settings, logging, assembly and the command line: the only place that knows everyone."""

import gc

#: Objects made before the youngest are looked through for circles. Python's 700 cost a quarter of
#: the time in which the clock closes orders (`bench/expiry.py`), and a sixth of every start; we
#: leave hardly any circles. Said here, before the imports that a start consists of.
GARBAGE = 50_000

gc.set_threshold(GARBAGE)
