"""WIRING: settings, logging, assembly and the command line: the only place that knows everyone."""
