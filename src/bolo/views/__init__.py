"""Read-only SQL across stages, for screens and exports."""
