"""What projects put on their record: who came, what was handed on, which rules were set."""

from django.utils.translation import gettext_lazy as _

from evenweave.projects.models import Capability
from evenweave.record.vocabulary import Kind

# Founding

FOUNDED = Kind(
    "projects.founded",
    _("A project began"),
    _("{by} began “{name}”, and coordinates it for now."),
    facts={"project": "result.id"},
    words={"name": "result.name"},
)

TOLD_MORE = Kind(
    "projects.told_more",
    _("What the project says of itself"),
    _("{by} changed what the project says of itself."),
    facts={"changed": "result"},
)

# Inviting

INVITED = Kind(
    "projects.invited",
    _("Invitations made"),
    _("{by} made an invitation. It can be used until {until}."),
    facts={"invitation": "result.id", "way": "result.kind", "until": "result.expires_at"},
)

INVITATION_ENDED = Kind(
    "projects.invitation_ended",
    _("Invitations ended"),
    _("{by} ended an invitation. Nobody can come in by it any more."),
    facts={"invitation": "invitation.id"},
)

# Joining

JOINED = Kind(
    "projects.joined",
    _("People joined"),
    _("{by} joined, invited by {inviter}."),
    facts={
        "member": "result.id",
        "invitation": "invitation.id",
        "inviter": "invitation.made_by",
    },
)

# Expertise. Who brings which never stands here.

EXPERTISE_ADDED = Kind(
    "projects.expertise_added",
    _("Kinds of expertise"),
    _("{by} added a kind of expertise: “{name}”."),
    facts={"expertise": "result.id"},
    words={"name": "result.name"},
)

EXPERTISE_RENAMED = Kind(
    "projects.expertise_renamed",
    _("Kinds of expertise renamed"),
    _("{by} renamed a kind of expertise to “{name}”. Everybody is asked whether it still fits."),
    facts={"expertise": "expertise.id"},
    words={"name": "name"},
)

EXPERTISE_DIVIDED = Kind(
    "projects.expertise_divided",
    _("Kinds of expertise divided"),
    _("{by} divided a kind of expertise into “{first}” and “{second}”. Everybody says anew."),
    facts={"expertise": "expertise.id"},
    words={"first": "first", "second": "second"},
)

# Circles

CIRCLE_ADDED = Kind(
    "projects.circle_added",
    _("Circles made"),
    _("{by} made a circle: “{name}”."),
    facts={"circle": "result.id"},
    words={"name": "result.name"},
)

CIRCLE_RENAMED = Kind(
    "projects.circle_renamed",
    _("Circles renamed"),
    _("{by} renamed a circle to “{name}”."),
    facts={"circle": "circle.id"},
    words={"name": "name"},
)

CIRCLE_ENDED = Kind(
    "projects.circle_ended",
    _("Circles ended"),
    _("{by} ended the circle “{name}”. What it did stays."),
    facts={"circle": "circle.id"},
    words={"name": "circle.name"},
)

CIRCLE_JOINED = Kind(
    "projects.circle_joined",
    _("People joined a circle"),
    _("{by} joined the circle “{name}”."),
    facts={"circle": "circle.id", "member": "member.id"},
    words={"name": "circle.name"},
)

CIRCLE_LEFT = Kind(
    "projects.circle_left",
    _("People left a circle"),
    _("{by} left the circle “{name}”."),
    facts={"circle": "circle.id", "member": "member.id"},
    words={"name": "circle.name"},
)

# Capabilities

CAPABILITIES = {str(kind.value): kind.label for kind in Capability.Kind}

CAPABILITY_GIVEN = Kind(
    "projects.capability_given",
    _("Trusted with more"),
    _("{by} asked {person} to be a {kind} too."),
    facts={"capability": "result.id", "person": "member.person_id", "kind": "kind"},
    codes={"kind": CAPABILITIES},
)

CAPABILITY_ENDED = Kind(
    "projects.capability_ended",
    _("Trusted with less"),
    _("{by} ended it that {person} is a {kind}."),
    facts={
        "capability": "capability.id",
        "person": "capability.member.person_id",
        "kind": "capability.kind",
    },
    codes={"kind": CAPABILITIES},
)

# Leaving

LEFT = Kind(
    "projects.left",
    _("People left"),
    _("{by} left the project, with thanks."),
    facts={"member": "member.id", "ended": "result"},
)

# Limits

LIMIT_SAID = Kind(
    "projects.limit_said",
    _("Limits"),
    _("{by} wrote down what this team cannot change: “{words}”. {holder} holds it."),
    facts={"limit": "result.id", "since": "since"},
    words={"words": "words", "holder": "holder"},
)

LIMIT_ENDED = Kind(
    "projects.limit_ended",
    _("Limits ended"),
    _("{by} wrote down that this can change now: “{words}”."),
    facts={"limit": "limit.id"},
    words={"words": "limit.words"},
    whose={"words": "limit.said_by"},
)

LIMIT_ASKED = Kind(
    "projects.limit_asked",
    _("Questions about limits"),
    _("{by} asked whoever holds a limit: “{question}”"),
    facts={"limit": "limit.id", "question_id": "result.id"},
    words={"question": "words"},
)

LIMIT_ANSWERED = Kind(
    "projects.limit_answered",
    _("Answers about limits"),
    _("{by} wrote down the answer to a question about a limit: “{reply}”"),
    facts={"limit": "question.limit_id", "question_id": "question.id"},
    words={"reply": "reply"},
)

# Phases

PHASE_ADDED = Kind(
    "projects.phase_added",
    _("Phases added"),
    _("{by} added a phase: “{name}”."),
    facts={"phase": "result.id", "starts_on": "starts_on", "ends_on": "ends_on"},
    words={"name": "name"},
)

PHASE_CHANGED = Kind(
    "projects.phase_changed",
    _("Phases changed"),
    _("{by} changed the name or the days of a phase: “{name}”."),
    facts={"phase": "phase.id", "starts_on": "starts_on", "ends_on": "ends_on"},
    words={"name": "name"},
)

PHASE_MOVED = Kind(
    "projects.phase_moved",
    _("Phases moved"),
    _("{by} moved a phase earlier in the list: “{name}”."),
    facts={"phase": "phase.id"},
    words={"name": "phase.name"},
)

PHASE_DROPPED = Kind(
    "projects.phase_dropped",
    _("Phases taken out"),
    _("{by} took out a phase that had not begun: “{name}”."),
    words={"name": "result"},
)

# Acts on behalf. What the person says of one stays between them and their helper.

BEHALF_CONFIRMED = Kind(
    "projects.behalf_confirmed",
    _("Acts on behalf, confirmed"),
    _("{by} confirmed line {line}, which {helper} did for them."),
    facts={"line": "entry.sequence", "helper": "result.helper_id"},
)

BEHALF_QUESTIONED = Kind(
    "projects.behalf_questioned",
    _("Acts on behalf, questioned"),
    _("{by} questions line {line}, which {helper} did for them."),
    facts={"line": "entry.sequence", "helper": "result.helper_id"},
)

# Lists: who was brought in by one, and who took one away. Names never stand here.

PEOPLE_IMPORTED = Kind(
    "projects.people_imported",
    _("Lists brought in"),
    _("{by} brought in a list. New people: {people}. People with something added: {more}."),
    facts={"people": "result.people", "more": "result.more"},
)

ASKED_IN = Kind(
    "projects.asked_in",
    _("People of a list asked in"),
    _("{by} asked people of a list to come in: {people}."),
    facts={"people": "result"},
)

PEOPLE_EXPORTED = Kind(
    "projects.people_exported",
    _("Lists taken away"),
    _("{by} took a list of the people here, as everybody in the project sees them."),
)
