"""Slavic genitives, which are no subjects: behind who acts (`власти Украины`), or an acronym behind a noun."""

from tagging.reading import Named, Reading, Sentence


def is_headed(reading: Reading, sentence: Sentence, named: Named) -> bool:
    """Whether a Slavic genitive only tells whose leaders or countries act: `власти Украины`, `країни НАТО`."""
    words, lists = reading.tokens.norms, reading.language.words
    at = named.first - 1
    if not lists["heads"] or named.id.startswith("person/"):
        return words[at] in lists["teams"] and words[at - 1] not in lists["prepositions"]  # "администрация Трампа"
    while at >= sentence.first and (words[at] in '"-—' or words[at] in lists["soft"] or words[at] in lists["people"]):
        if words[at] in lists["heads"]:
            return at == sentence.first or words[at - 1] not in lists["prepositions"]
        at -= 1
    return at >= sentence.first and words[at] in lists["heads"] and words[at - 1] not in lists["prepositions"]


def follows_noun(reading: Reading, sentence: Sentence, named: Named) -> bool:
    """Whether a Slavic acronym, which has no cases, stands behind a noun and so in the genitive (`расширение НАТО`)."""
    surface = named.mention.span.text
    at = named.first - 1
    if reading.language.code not in ("ru", "uk") or not surface.isupper() or at < sentence.first:
        return False
    word, lists = reading.tokens.norms[at], reading.language.words
    small = ("coordinate", "complement", "relative", "subordinate", "condition", "softeners", "determiners", "negation")
    if (
        not word.isalpha()
        or any(word in lists[name] for name in small)
        or any(one.first <= at < one.last for one in sentence.actors)
    ):
        return False
    forms = [hit.payload.form for hit in sentence.hits if hit.last == at + 1]
    return "noun" in forms or "verb" not in forms  # "поддержки США" is not what they support
