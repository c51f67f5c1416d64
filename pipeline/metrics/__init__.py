"""What Prometheus may read of the processes that run long (docs/decisions/0118)."""
