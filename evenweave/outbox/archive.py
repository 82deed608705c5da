"""Nothing that is sent to a person is in a copy of a project."""

from evenweave.common.copies import LeftOut
from evenweave.outbox import models

LEFT_OUT: LeftOut = {
    models.Message: "It is between two people.",
    models.Letter: "It is for one person.",
    models.Wish: "How somebody wishes to hear of things is theirs.",
}
