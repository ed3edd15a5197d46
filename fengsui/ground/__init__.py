"""The ground: what every register stands on. Order, top to bottom, is held by import-linter (pyproject.toml)."""
