"""Nothing that this server has yet to do is in a copy of a project."""

from evenweave.common.copies import LeftOut
from evenweave.jobs import models

LEFT_OUT: LeftOut = {models.Job: "It is what this server has yet to do."}
