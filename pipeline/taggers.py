"""Makes the tagger that is configured: the one place that knows every kind of them."""

from pathlib import Path

from config.model import Tagger as Settings
from schemas.endpoints import ModelEndpoint
from schemas.errors import ConfigError
from tagging import tagger as rules
from tagging.interface import Tagging

RULES, LLM = "rules", "llm"


def model_of(settings: Settings, *, kind: str | None = None) -> ModelEndpoint | None:
    """Gives the language model that tags; None where rules do. `kind` stands for the one configured.

    Raises ConfigError where a model is wanted and not configured.
    """
    if (kind or settings.kind) != LLM:
        return None
    if not settings.url or not settings.model:
        raise ConfigError("tagger.url and tagger.model: a language model needs both")
    return ModelEndpoint(
        url=settings.url,
        model=settings.model,
        api_key=settings.api_key.get_secret_value() if settings.api_key else None,
        timeout=settings.timeout,
        most_characters=settings.most_characters,
        allow_private_addresses=settings.allow_private_addresses,
    )


def make(model: ModelEndpoint | None, vocabulary: Path | None) -> Tagging:
    """Gives the tagger: the model's where there is one, else the rules. Raises VocabularyError."""
    by_rules = rules.load(vocabulary)
    if model is None:
        return by_rules
    from connectors.chat import Chat
    from tagging.llm.tagger import ModelTagger

    known = (by_rules.vocabulary, by_rules.lexicon, by_rules.crosswalk)
    return ModelTagger(Chat(model), model.model, *known, model.most_characters)


def configured(settings: Settings, vocabulary: Path | None) -> Tagging:
    """Gives the tagger that the configuration names. Raises VocabularyError, ConfigError."""
    return make(model_of(settings), vocabulary)
