"""The vocabulary: whom and what the tagger knows, kept as YAML files that a person can edit."""

from tagging.vocabulary.compiled import BUILT_IN, Vocabulary, load

__all__ = ["BUILT_IN", "Vocabulary", "load"]
