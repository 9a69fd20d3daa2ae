"""Article → Article, or "read before": the same article at many addresses, revisions, near copies."""
