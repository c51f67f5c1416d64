"""Sentences of other parts of pledgewire that pages show too; a test finds each where it is made."""

from web.catalogs import gettext_noop

CUT_SHORT = gettext_noop("Elasticsearch did not finish in time: what is shown is a part of what there is.")
NO_ARTICLE = gettext_noop("No article matches.")
NO_CLAIM = gettext_noop("No claim matches.")
NOTHING_NEW = gettext_noop("No claim is new.")
NO_STORY = gettext_noop("No story is there yet that was asked for.")
NOT_EMBEDDED = gettext_noop("No article has a vector of this model yet: `pledgewire embed` gives them theirs.")
