"""Benchmarks: `bin/bench NAME [--json]`. Each file offers `figures()`, which yields harness.Figure; see docs/performance.md."""
