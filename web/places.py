"""Where the pages' files are."""

from pathlib import Path

STATIC = Path(__file__).with_name("static")
TEMPLATES = Path(__file__).with_name("templates")
LOCALE = Path(__file__).with_name("locale")
