"""`python -m web.extraction` brings the catalogs up to date with the strings of templates and modules."""

from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from web.catalogs import path
from web.languages import ENGLISH, LANGUAGES
from web.places import TEMPLATES

_METHODS = [("templates/**.html", "jinja2"), ("*.py", "python")]
_OPTIONS = {"templates/**.html": {"silent": "false"}}
_KEYWORDS = {**DEFAULT_KEYWORDS, "gettext_noop": None}
_NEEDED = ("Language:", "Plural-Forms:", "MIME-Version:", "Content-")
_WIDTH = 120


def template() -> Catalog:
    """Gives all strings that are marked for translation."""
    found = Catalog()
    for _, _, message, comments, context in extract_from_dir(
        TEMPLATES.parent, _METHODS, _OPTIONS, _KEYWORDS, ["TRANSLATORS:"], strip_comment_tags=True
    ):
        found.add(message, auto_comments=comments, context=context)
    return found


def updated(language: str) -> str:
    """Gives the catalog of a language, as it would be written: new strings without translation, old ones gone."""
    with path(language).open("rb") as written:
        known = read_po(written, locale=language)
    known.update(template(), no_fuzzy_matching=True, update_creation_date=False)
    text = BytesIO()
    write_po(text, known, width=_WIDTH, ignore_obsolete=True, sort_output=True)
    # Whom to ask and when it was written, git knows.
    lines = text.getvalue().decode().splitlines(keepends=True)
    end = lines.index("\n")
    head = [line for line in lines[:end] if not line.startswith('"') or line.startswith(_NEEDED, 1)]
    return "".join([*head, *lines[end:]])


def main() -> None:
    """Writes the catalogs."""
    for language in LANGUAGES:
        if language != ENGLISH:
            path(language).write_text(updated(language), encoding="utf-8")


if __name__ == "__main__":
    main()
