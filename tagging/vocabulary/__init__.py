"""The vocabulary: whom and what the tagger knows, kept as YAML files that a person can edit."""

from tagging.vocabulary.compiled import Vocabulary, load
from tagging.vocabulary.layers import BUILT_IN

__all__ = ["BUILT_IN", "Vocabulary", "load"]
