"""Words that many readers stumble over, each with one that says the same to more people.

A list of our own, made on 25 November 2026 for teams that do research together. It is meant to
change: add what your readers ask about, take out what they all know.
"""

from __future__ import annotations

from collections.abc import Iterator

VERBS = {
    "accommodate": "make room for",
    "acquire": "get",
    "allocate": "give, share out",
    "alleviate": "ease",
    "articulate": "say",
    "ascertain": "find out",
    "augment": "add to",
    "cease": "stop",
    "commence": "start",
    "commission": "ask for, pay for",
    "compensate": "pay",
    "conceptualise": "think of",
    "consolidate": "bring together",
    "constitute": "make up",
    "demonstrate": "show",
    "denote": "mean",
    "disseminate": "share, spread",
    "elicit": "ask for, draw out",
    "elucidate": "explain",
    "empower": "give power to",
    "endeavour": "try",
    "enumerate": "list",
    "evaluate": "check how well it works",
    "exacerbate": "make worse",
    "expedite": "speed up",
    "facilitate": "help",
    "finalise": "finish",
    "formulate": "plan, work out",
    "hypothesise": "guess, suppose",
    "identify": "find, name",
    "implement": "do, put in place",
    "incentivise": "encourage",
    "indicate": "show",
    "inform": "tell",
    "initiate": "start",
    "instigate": "start",
    "interrogate": "look closely at",
    "leverage": "use",
    "liaise": "talk",
    "mitigate": "make less bad",
    "modify": "change",
    "necessitate": "need",
    "obtain": "get",
    "operationalise": "put to use",
    "optimise": "make the best of",
    "participate": "take part",
    "prioritise": "put first",
    "procure": "get, buy",
    "promulgate": "make known",
    "rationalise": "explain, make simpler",
    "reimburse": "pay back",
    "remunerate": "pay",
    "replicate": "do again",
    "request": "ask",
    "require": "need",
    "solicit": "ask for",
    "stratify": "put into groups",
    "substantiate": "back up",
    "supplement": "add to",
    "synthesise": "bring together",
    "terminate": "end",
    "triangulate": "compare",
    "utilise": "use",
    "validate": "check",
    "visualise": "picture",
}
NOUNS = {
    "adherence": "keeping to it",
    "amendment": "change",
    "analysis": "what we make of what we found",
    "baseline": "how things are at the start",
    "beneficiary": "who gains from it",
    "caveat": "warning",
    "cohort": "group",
    "collaboration": "working together",
    "commencement": "start",
    "comorbidity": "other illness",
    "confidentiality": "keeping it private",
    "criterion": "what we judge by",
    "deliverable": "what we promised to make",
    "discrepancy": "difference",
    "dissemination": "sharing what we found",
    "efficacy": "how well it works",
    "eligibility": "who can take part",
    "evaluation": "checking how well it works",
    "feasibility": "whether it can be done",
    "framework": "plan, set of ideas",
    "governance": "who decides what",
    "hypothesis": "guess to be tested",
    "implementation": "putting it in place",
    "inception": "start",
    "intervention": "treatment, help",
    "methodology": "the way we do it",
    "modality": "way",
    "outcome": "result",
    "paradigm": "way of seeing",
    "parameter": "limit",
    "participant": "person who takes part",
    "protocol": "plan of the study",
    "questionnaire": "list of questions",
    "recipient": "person who gets it",
    "remuneration": "pay",
    "stakeholder": "person it matters to",
    "synergy": "working well together",
    "trajectory": "path",
    "utilisation": "use",
}
OTHERS = {
    "additional": "more",
    "additionally": "also",
    "aforementioned": "this",
    "albeit": "though",
    "approximately": "about",
    "beneficial": "helpful",
    "concerning": "about",
    "consequently": "so",
    "cumulative": "added up",
    "dyadic": "of two people",
    "equitable": "fair",
    "fundamental": "basic, most important",
    "furthermore": "also",
    "hence": "so",
    "henceforth": "from now on",
    "holistic": "of the whole person",
    "iterative": "done in rounds",
    "longitudinal": "over a long time",
    "moreover": "also",
    "multifaceted": "with many sides",
    "nevertheless": "even so",
    "notwithstanding": "in spite of",
    "numerous": "many",
    "participatory": "done together",
    "pertaining": "about",
    "predominantly": "mostly",
    "psychosocial": "about mind and life with others",
    "qualitative": "in words",
    "quantitative": "in numbers",
    "randomised": "put into groups by chance",
    "regarding": "about",
    "retrospective": "looking back",
    "robust": "strong, sound",
    "salient": "most important",
    "subsequent": "next, later",
    "subsequently": "later",
    "sufficient": "enough",
    "therein": "in it",
    "thereof": "of it",
    "upon": "on",
    "via": "by, through",
    "whereas": "while",
    "whilst": "while",
}
PHRASES = {
    "a number of": "some, many",
    "as a consequence of": "because of",
    "at the present time": "now",
    "by means of": "by",
    "due to the fact that": "because",
    "for the duration of": "during",
    "for the purpose of": "for, to",
    "in accordance with": "as, by",
    "in addition to": "besides",
    "in conjunction with": "with",
    "in excess of": "more than",
    "in lieu of": "instead of",
    "in order to": "to",
    "in relation to": "about",
    "in respect of": "about",
    "in the absence of": "without",
    "in the event that": "if",
    "in the vicinity of": "near",
    "is able to": "can",
    "on a regular basis": "often",
    "on behalf of": "for",
    "prior to": "before",
    "subsequent to": "after",
    "the majority of": "most",
    "with regard to": "about",
    "with respect to": "about",
    "with the exception of": "except",
}
# Long, and known to nearly everybody; no easier word is easier.
LONG_AND_KNOWN = """
absolutely activities activity actually application certainly community communities
conversation conversations coordinator coordinators definitely education electricity especially
everybody eventually experience experienced experiences february immediately individual
information january librarian medication necessary obviously opportunities opportunity ordinary
organisation organisations originally particularly personally photography population possibility
responsibility secretary situation situations supermarket television temperature understanding
unfortunately universities university usually volunteering
"""
KNOWN_TO_ALL = frozenset(LONG_AND_KNOWN.split())


def easier_words() -> dict[str, str]:
    """Every hard word in every form that it takes, with what is easier."""
    easier = dict(OTHERS)
    for noun, words in NOUNS.items():
        easier |= dict.fromkeys([noun, plural(noun)], words)
    for verb, words in VERBS.items():
        for spelling in {verb, verb.removesuffix("ise") + "ize" if verb.endswith("ise") else verb}:
            easier |= dict.fromkeys(forms(spelling), words)
    return easier


def forms(verb: str) -> Iterator[str]:
    """A regular verb as it is, with -s, in the past, and with -ing."""
    stem = verb.removesuffix("e")
    if verb.endswith("y"):
        yield from (verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing")
    else:
        yield from (verb, f"{verb}s", f"{stem}ed", f"{stem}ing")


def plural(noun: str) -> str:
    """More than one of it."""
    if noun.endswith("is"):
        return f"{noun[:-2]}es"
    if noun == "criterion":
        return "criteria"
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
