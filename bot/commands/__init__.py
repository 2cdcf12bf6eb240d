"""The command line, one module per group of commands. Each asks, calls one use-case and tells."""
