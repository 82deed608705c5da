"""What of a person is in a copy of a project: what they are called, and nothing else."""

from __future__ import annotations

from evenweave.common.copies import VERSION, Copied, Left, LeftOut, at_import
from evenweave.people import models

REACH = "How to reach somebody is for them, and for those who coordinate."
OWN = "It is the person’s own."
WAY_IN = "It is a way in, on this server alone."
BETWEEN = "It is between the person and whoever helps them."

COPIED = (
    # Whose project they are in, only a room above knows (archive.tables).
    Copied(
        models.Person,
        "",
        leaves_out={
            **dict.fromkeys(("email", "phone", "post", "reach_by", "not_when"), REACH),
            **dict.fromkeys(("language", "zone", "display", "has_put_hint_away"), OWN),
            "resting_since": "Whether somebody rests is theirs.",
            "session_secret": WAY_IN,
            "joined_at": Left("When they first came to this server is theirs.", at_import),
            "version": VERSION,
        },
    ),
)

LEFT_OUT: LeftOut = {
    models.NewAddress: REACH,
    models.Helper: BETWEEN,
    models.Deed: BETWEEN,
    models.Gift: "It is the person’s own, and goes where they go.",
    models.Need: "What helps somebody is for those whom they chose.",
    models.NeedReader: "What helps somebody is for those whom they chose.",
    models.Look: "Who looked is for the person alone.",
    models.Ticket: WAY_IN,
    models.Device: WAY_IN,
    models.Passkey: WAY_IN,
    models.InstitutionTie: WAY_IN,
    models.Limit: WAY_IN,
    models.SpentChallenge: WAY_IN,
}
