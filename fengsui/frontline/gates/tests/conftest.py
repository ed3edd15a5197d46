"""The fixed cast at a gate: Linxi's, kept by volunteers."""
