"""Benchmarks: speed as a ratio to a peer or a physical limit in the same run, and memory. `make bench` prints them."""
