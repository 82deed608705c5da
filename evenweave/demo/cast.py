"""The made-up people of the examples. None of them is anybody."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import NAMESPACE_DNS, UUID, uuid5

LIVED, PRACTICE, RESEARCH = "Lived experience", "Practice", "Research"


@dataclass(frozen=True, slots=True)
class Role:
    """One of the cast: the name they like, what they say they bring, and their own title.

    They sit here with the first kind that they bring. Without an e-mail address they are reached
    by phone or by post. `gifts` are what they are good at, like, or would like to learn.
    """

    name: str
    brings: tuple[str, ...]
    title: str
    site: str
    worth_it: str = ""
    email: bool = True
    phone: str = ""
    post: str = ""
    pronouns: str = ""
    not_when: str = ""
    gifts: tuple[tuple[str, str], ...] = ()
    helps: str = ""

    @property
    def slug(self) -> str:
        """Their name in an address."""
        return self.name.lower()

    @property
    def id(self) -> UUID:
        """Their id, the same each time the example is played; nobody real can have it by chance."""
        return uuid5(NAMESPACE_DNS, f"{self.slug}.people.example")

    @property
    def address(self) -> str:
        """Their e-mail address, in a domain that nobody can own."""
        return f"{self.slug}@people.example" if self.email else ""


BRENTFORD, FELTHAM = "Brentford", "Feltham"

HOUNSLOW = [
    Role(
        "Amina",
        (LIVED,),
        "I have been there myself. I bring us together",
        BRENTFORD,
        "That the shy ones are heard first, for once.",
        pronouns="she/her",
        gifts=(("strength", "Remembering what people said"), ("interest", "Crochet")),
    ),
    Role(
        "Ben",
        (LIVED,),
        "Service user. I know every bus in the borough",
        FELTHAM,
        "To build something that I would go to myself.",
        pronouns="he/him",
        not_when="Before eleven in the morning",
        gifts=(("interest", "Cycling, slowly"), ("learn", "How to chair a meeting")),
        helps="Send things a few days before. Let me go out for air, and do not ask.",
    ),
    Role(
        "Gwen",
        (LIVED,),
        "Carer for my brother",
        BRENTFORD,
        "If carers are in it from the start, and not added at the end.",
        email=False,
        phone="020 7946 0123",
        not_when="When the school bus comes, about half past three",
    ),
    Role(
        "Hamid",
        (LIVED, PRACTICE),
        "Peer support worker",
        FELTHAM,
        "To be two things at once and not have to choose.",
        gifts=(
            ("strength", "Making people laugh when it is hard"),
            ("interest", "Cooking for many"),
        ),
    ),
    Role(
        "Iris",
        (LIVED,),
        "Lay partner. I lead Open Doors, a local group",
        BRENTFORD,
        "That somebody says it when old habits of rank come back.",
        gifts=(("strength", "Saying the awkward thing kindly"),),
    ),
    Role(
        "Carys",
        (PRACTICE,),
        "Nurse at the NHS trust",
        BRENTFORD,
        "One hour a fortnight that really is kept free.",
        pronouns="she/her",
    ),
    Role("Jomo", (PRACTICE,), "Social worker at the council", FELTHAM, "Less paper, more people."),
    Role(
        "Lena",
        (PRACTICE,),
        "I run the befriending at a charity",
        FELTHAM,
        "To be asked early, while things can still change.",
        gifts=(("learn", "What researchers do all day"),),
    ),
    Role(
        "Marek",
        (PRACTICE,),
        "GP, two mornings a week",
        BRENTFORD,
        "Something I can point people to.",
    ),
    Role(
        "Nadia",
        (PRACTICE,),
        "Commissioner",
        BRENTFORD,
        "That we can still afford it in three years.",
        gifts=(("strength", "Reading a budget aloud so that it makes sense"),),
    ),
    Role(
        "Dev",
        (RESEARCH,),
        "Researcher, and I lead the study",
        BRENTFORD,
        "To be surprised.",
        pronouns="he/him",
    ),
    Role(
        "Esther",
        (RESEARCH,),
        "Researcher. I look after the money",
        FELTHAM,
        "Everybody paid, on time.",
    ),
    Role(
        "Omar",
        (RESEARCH,),
        "Researcher. I listen to people",
        FELTHAM,
        "To write nothing that you have not read.",
        email=False,
        post="7 Orchard Close\nFeltham\nTW13 0ZZ",
    ),
    Role(
        "Priya",
        (RESEARCH,),
        "Researcher. Numbers are my friends",
        BRENTFORD,
        "A way of counting that leaves nobody out.",
    ),
    Role(
        "Ruth",
        (RESEARCH, LIVED),
        "Peer researcher",
        FELTHAM,
        "That my own story is mine to tell, or not.",
        pronouns="they/them",
        gifts=(("interest", "Birds, and getting up early for them"),),
    ),
]

# They come later: one more who needs support today, and one who takes over for Jomo.
LATER = [
    Role(
        "Tessa",
        (LIVED,),
        "I say things better than I write them",
        FELTHAM,
        "If I can come, and say nothing, and still count.",
        email=False,
        phone="020 7946 0177",
        pronouns="she/her",
        gifts=(("strength", "Seeing who stands at the edge"), ("interest", "Old photographs")),
        helps="Read things out to me. I do not like forms.",
    ),
    Role(
        "Uma",
        (PRACTICE,),
        "Social worker at the council. I come in for Jomo",
        FELTHAM,
        "To go on from where you are, and not begin again.",
        gifts=(("learn", "Crochet, from whoever has patience"),),
    ),
]

CAST = [*HOUNSLOW, *LATER]
BY_ID = {role.id: role for role in CAST}
BY_SLUG = {role.slug: role for role in CAST}
