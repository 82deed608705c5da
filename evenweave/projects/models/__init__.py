"""What is kept of a project and its members."""

from evenweave.projects.models.behalf import Behalf
from evenweave.projects.models.circles import Circle, CircleMember
from evenweave.projects.models.expertises import Expertise, ExpertiseSuggestion, MemberExpertise
from evenweave.projects.models.invitations import Invitation
from evenweave.projects.models.limits import Limit, LimitQuestion
from evenweave.projects.models.members import Capability, Member, MemberSite
from evenweave.projects.models.places import Place
from evenweave.projects.models.projects import Organisation, Phase, Project, Site, Stage
from evenweave.projects.models.tallies import Tally, TallySeat

__all__ = [
    "Behalf",
    "Capability",
    "Circle",
    "CircleMember",
    "Expertise",
    "ExpertiseSuggestion",
    "Invitation",
    "Limit",
    "LimitQuestion",
    "Member",
    "MemberExpertise",
    "MemberSite",
    "Organisation",
    "Phase",
    "Place",
    "Project",
    "Site",
    "Stage",
    "Tally",
    "TallySeat",
]
