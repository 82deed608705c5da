"""Nothing that keeps pages fresh is in a copy of a project."""

from evenweave.common.copies import LeftOut
from evenweave.live import models

LEFT_OUT: LeftOut = {models.Topic: "It only keeps the pages of this server fresh."}
