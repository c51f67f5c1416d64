"""Holders that do not stand before their verb: agents, possessors, inverted subjects, subjects of earlier clauses."""

from tagging.positions import subjects
from tagging.positions.scene import Predicate, Scene
from tagging.positions.subjects import Subject


def agent(found: Scene, predicate: Predicate) -> Subject | None:
    words, lists = found.reading.tokens.norms, found.reading.language.words
    for at in range(predicate.cue.last, min(predicate.cue.last + 9, found.zones[predicate.zone].last)):
        if words[at] in lists["by"]:
            one = named_after(found, at + 1)
            if one is None or found.reading.language.code != "en":
                return one
            index = found.sentence.actors.index(one.actors[0])
            return subjects.together(found.reading, found.sentence, found.stands, index, found.sentence.last)
    return None


def to_whom(found: Scene, predicate: Predicate) -> Subject | None:
    words, lists = found.reading.tokens.norms, found.reading.language.words
    at = predicate.cue.last
    english = found.reading.language.code == "en"
    if not english and predicate.stance == "against" and (before := _for_whom(found, predicate)):
        return before
    if english and any(one.stance == "say" and one.holders for one in found.predicates):
        return None  # "Ushakov said it would be a breather for Kyiv": he finds so
    if predicate.stance == "against" and at < found.sentence.last and words[at] in lists["to_whom"]:
        meant = named_after(found, at + 1)
        if meant is None or found.reading.language.code != "en":
            return meant
        small = ("soft", "titles", "bridges")  # no verb between, as in "a mistake to send NATO soldiers"
        plain = all(
            place in found.sentence.actor_at or any(words[place] in lists[name] for name in small)
            for place in range(at + 1, meant.first)
        )
        return meant if plain else None
    return None


def _for_whom(found: Scene, predicate: Predicate) -> Subject | None:
    """Gives who stands right before it with a preposition: `für Russland inakzeptabel`, `для Москвы неприемлемо`."""
    words, lists, first = found.reading.tokens.norms, found.reading.language.words, predicate.cue.first
    for named in found.sentence.actors:
        at = named.first - 1
        if named.last != first or words[at] not in lists["to_whom"]:
            continue
        if not any(one.last == at or one.first <= at < one.last for one in found.contents):  # "Garantien für Moskau"
            return Subject((named,), "", named.first, named.last)
    return None


def named_after(found: Scene, at: int) -> Subject | None:
    """Gives the actor that a preposition before token `at` governs, past titles and adjectives."""
    for index, named in enumerate(found.sentence.actors):
        if not at <= named.first <= at + 6:
            continue
        stands = found.stands[index]
        if found.reading.language.code == "en" and stands.weak:
            continue  # "by European troops"
        if not stands.modifies and not stands.owns:
            return Subject((named,), "", named.first, named.last)
    return None


def following_subject(found: Scene, predicate: Predicate) -> Subject | None:
    """Gives the subject that stands after its verb: `said Peskov`, `заявил президент Украины Владимир Зеленский`."""
    inverted = found.reading.language.code != "en"
    if (not inverted and predicate.stance != "say") or (
        predicate.kind == "infinitive" and found.reading.language.code == "de"
    ):
        return None
    zone = found.zones[predicate.zone]
    if found.reading.tokens.norms[predicate.cue.last - 1] in found.reading.language.words["words_of"]:
        return named_after(found, predicate.cue.last)  # "привел слова Туска портал"
    if not inverted and (_has_subject(found, predicate) or _is_told(found, predicate)):
        return None
    last = min(zone.last, predicate.cue.last + (9 if inverted else 7))
    subject = subjects.find(found.reading, found.sentence, found.stands, predicate.cue.last, last)
    if subject is None or inverted:
        return subject
    words, lists = found.reading.tokens.norms, found.reading.language.words
    between = words[predicate.cue.last : subject.first]
    named = {at for one in found.sentence.actors for at in range(one.first, one.last)}
    plain = all(
        at in named or words[at] in lists["titles"] or words[at] in lists["soft"] or words[at] in lists["bridges"]
        for at in range(predicate.cue.last, subject.first)
    )
    return subject if plain and len(between) <= 7 else None


def _is_told(found: Scene, predicate: Predicate) -> bool:
    """Whether who stands behind an English verb is told something: `Hegseth, his minister, told allies that`."""
    words, lists = found.reading.tokens.norms, found.reading.language.words
    return words[predicate.cue.last - 1] in lists["telling"] and predicate.cue.last in found.sentence.actor_at


def _has_subject(found: Scene, predicate: Predicate) -> bool:
    """Whether words that are no actor's stand before an English verb of saying as its subject: `Analysts said Kyiv`."""
    words, lists = found.reading.tokens.norms, found.reading.language.words
    first = found.zones[predicate.zone].first
    small = ("softeners", "coordinate", "be_perfect", "determiners", "negation", "prepositions", "complement")
    quoted = [
        one.last
        for one in found.reading.quotes_near(first, predicate.cue.first)
        if first <= one.last <= predicate.cue.first
    ]
    first = max([first, *quoted])
    return predicate.kind == "finite" and any(
        words[at].isalpha() and not any(words[at] in lists[name] for name in small)
        for at in range(first, predicate.cue.first)
    )


def seat(found: Scene, predicate: Predicate) -> Subject | None:
    """Gives who is meant by a verb with a place but no subject: `в Кремле считают`, `hieß es aus dem Kanzleramt`."""
    words, code = found.reading.tokens.norms, found.reading.language.code
    if code == "de" and words[predicate.cue.first] in found.reading.language.words["heard"]:
        behind = predicate.cue.last
        return named_after(found, behind) if words[behind] in found.reading.language.words["prepositions"] else None
    negated = words[predicate.cue.first] in found.reading.language.words["negation"]
    verb = words[predicate.cue.first + negated]
    plural = verb.endswith(("ли", "ют", "ят", "ут", "ать", "лись", "ють", "ять", "уть", "лися"))
    if code not in ("ru", "uk") or not plural or predicate.kind != "finite":
        return None
    zone = found.zones[predicate.zone]
    for named in found.sentence.actors:
        near = zone.first < named.first < zone.last and named.last <= predicate.cue.last + 3
        if near and words[named.first - 1] in ("в", "у", "во") and not named.id.startswith("person/"):
            return Subject((named,), "", named.first, named.last)
    return None


def after_quote(found: Scene, predicate: Predicate) -> bool:
    first = predicate.cue.first
    near = found.reading.quotes_near(found.sentence.first, first)
    return bool(near) and any(max(first - 3, found.sentence.first + 1) <= quote.last <= first for quote in near)
