"""What of a record is in the tables of a copy. Its lines and words have files of their own."""

from evenweave.common.copies import Copied, LeftOut
from evenweave.record import models

COPIED = (
    Copied(
        models.Stream,
        "pk",
        leaves_out={
            "is_example": "A server marks its own examples.",
            "length": "The lines themselves tell it.",
            "head": "The lines themselves tell it.",
        },
    ),
)

LEFT_OUT: LeftOut = {
    models.Entry: "The lines are in record.jsonl, as they were sealed.",
    models.Words: "What people said is in words.jsonl, with its salt.",
}
