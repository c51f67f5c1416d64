"""Paragraphs in which an outlet speaks of itself to the reader: appeals for money, and notes on the author."""

import re

_QUOTED = re.compile(r"[“„«\"][^“”„«»\"]*[”»\"“]")

# To whom it speaks, and what for. A paragraph of news may hold one of them; an appeal holds both, and more than once.
_READER = re.compile(
    r"\b(?:you|your|readers?(?: like you)?|vous|votre|vos|nos lecteurs|sie|ihre?n?|lesern?|вас|вам|ваш\w*|ви|вы|читач\w*|читател\w*)\b",
    re.I,
)
_OURSELVES = re.compile(r"\b(?:we|us|our|nous|notre|nos|wir|uns(?:er\w*)?|ми|нас|наш\w*|нам|мы)\b", re.I)
_ASKING = [
    re.compile(pattern, re.I)
    for pattern in (
        r"\b(?:patreon|patrons?|paypal|buy me a coffee|ko-fi)\b",
        r"\bcup of coffee|price of a coffee|tasse kaffee|чашк\w+ кав\w+|чашк\w+ кофе|prix d.un café",
        r"\bdonat(?:e|ions?)\b|\bfaire un don\b|\bspenden?\b|\bпожертв\w+|\bзадонат\w+|\bдонат\w*",
        r"\bcontribut(?:e|ions?)\b|\bcontribution\b|\bunterstützung\b",
        r"\b(?:support(?:ing)?|fund(?:ing|ed)?|back(?:ing)?) (?:us\b|the \w+|our|independent|quality|free|this|ukrainian|local)|\bsout(?:enez|enir)\b|\bunterstützen sie\b|\bпідтрима\w+|\bподдерж\w+",
        r"\b(?:independent|quality|trusted|investigative|free|fearless|public[- ]interest) (?:journalism|media|newsroom|reporting|press)\b|journalisme indépendant|presse libre|unabhängig\w+ journalismus|незалежн\w+ (?:журналіст\w+|меді\w+)|независим\w+ (?:журналист\w+|меди\w+|сми)",
        r"\b(?:subscri(?:be|ption|ber)s?|become a (?:member|patron|supporter)|join (?:us|our)|membership)\b|abonnez-vous|devenez (?:abonné|membre)|werden sie|mitglied|станьте|стати (?:патроном|членом)|оформ\w+ підписк\w*|оформ\w+ подписк\w*|спільнот\w+",
        r"\bjournalists?\b|\bnewsroom\b|\bpaywall\b|\breaders?\b|\brédaction\b|\bredaktion\b|\bредакці\w+|\bредакци\w+",
        r"\b(?:as little as|from (?:just )?[$€£]|[$€£] ?\d+ (?:a|per) month|monthly|every month|a month|pro monat|par mois|на місяць|в месяц)\b",
    )
]
LEAST_ASKING = 2

_BIOGRAPHY = re.compile(
    r"^(?:[A-ZÀ-ÞА-ЯЁЄІЇҐ][\w'’.-]+ ){1,4}(?:is|was|covers|writes|reports|has (?:been|covered|worked)|works|joined|est|ist|arbeitet|berichtet)\b.{0,60}?\b"
    r"(?:reporters?|journalists?|journalistin|correspondents?|columnists?|editors?|chief|writers?|producer|fellow|researcher|professor|lecturer|author|analyst|freelancer?|"
    r"correspondante?|rédact\w+|chercheu\w+|korrespondent\w*|redakteur\w*|reporterin|for (?:the )?[A-Z]\w+)\b",
)
_ABOUT_AUTHOR = re.compile(
    r"^(?:about the authors?|the (?:author|writer) is|follow (?:him|her|them) on|(?:he|she|they) tweets?|(?:you can )?(?:contact|reach|email|write to) (?:him|her|them|the author|this reporter)|"
    r"à propos de l.auteur|über den autor|über die autorin|про автора|об авторе)\b|^@\w+$|^\S+@\S+\.\w+$",
    re.I,
)


def is_appeal(text: str) -> bool:
    """Whether a paragraph asks the reader for money, membership or support. What is said in quotes does not count."""
    said = _QUOTED.sub(" ", text) if len(text) > 120 else text
    if text[:1] in '“„«"':
        return False
    asking = sum(pattern.search(said) is not None for pattern in _ASKING)
    speaking = (_READER.search(said) is not None) + (_OURSELVES.search(said) is not None)
    return asking >= LEAST_ASKING and asking + speaking >= LEAST_ASKING + (1 if len(text) < 200 else 2)


def is_biography(text: str) -> bool:
    """Whether a paragraph tells who the author is; asked only of what stands last."""
    return _ABOUT_AUTHOR.match(text) is not None or (len(text) < 500 and _BIOGRAPHY.match(text) is not None)
