"""Benchmarks: `python -m tests.bench [NAME…]` measures speed and memory and prints them beside what is asked."""
