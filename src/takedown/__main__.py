"""``python -m takedown``: the same as the ``takedown`` command."""

from __future__ import annotations

from takedown.cli import main

if __name__ == "__main__":
    main()
