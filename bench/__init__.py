"""BENCHMARKS: each module prints one table; run by hand (`make bench`), never by the tests."""
