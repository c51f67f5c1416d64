"""Words that end in a full stop without ending the sentence, in the five languages."""

# ruff: noqa: SIM905 (as a list of literals each word would take a line)

TITLES = frozenset(
    "mr mrs ms messrs dr prof gen lt col maj capt sgt cmdr adm gov sen rep rev hon st sr jr pres amb spc pvt brig vs "
    "no nos art sec fig vol pp ed etc approx dept univ assn bros corp inc ltd co plc intl est min max ca cf al "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun "
    "mme mlle mm me ste av bd env janv févr juil déc "
    "z.b z b bzw usw d.h h u.a ggf inkl evtl nr str hr fr dipl ing bspw sog vgl rd mio mrd abs "
    "т.д т.п т.е т.к т.н т.ч т.зв т н.э г гг р рр в вв ст стр тыс тис млн млрд руб грн долл дол им ім ул вул пл просп "
    "обл р-н рис см м акад проф ген полк кап лейт о п др напр англ рос укр янв фев мар апр авг сент окт ноя дек".split()
)
"""Lower case, without the last stop."""

STARTERS = frozenset(
    "the a an he she it they we i you this that these those his her its their our in on at but and or so if when while "
    "after before as for from by with to there here what who how why however meanwhile earlier later also still yet "
    "both all some many most no not last one two according despite although since under over during".split()
)
"""Words that more likely open a sentence than follow a state's initials (`in the U.S. The`)."""
