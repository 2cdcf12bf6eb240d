"""RULES: what an order is and what may happen to it. Standard library only; no I/O."""
