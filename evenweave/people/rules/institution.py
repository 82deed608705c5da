"""Why an institution's word lets nobody in."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from evenweave.people.institution import Claims
from evenweave.people.models import InstitutionTie, Person


def why_not_use_institution(claims: Claims) -> Promise | str | None:
    """It lets in who came before; else whoever has the address it vouches for, if known here."""
    if InstitutionTie.objects.filter(subject_hash=claims.subject_hash).exists():
        return None
    if not claims.email:
        return _(
            "Your institution did not tell us your e-mail address, so we cannot know who you are. "
            "Please use another way in."
        )
    if not claims.is_verified:
        return _(
            "Your institution does not say for sure that {email} is your address, so we cannot "
            "rely on it. Please use another way in."
        ).format(email=claims.email)
    person = Person.objects.by_email(claims.email)
    if person is None:
        return _(
            "Nobody here has the address {email}. Nothing was made for you, so that you are not "
            "here twice. Ask somebody from your team to invite you with this address."
        ).format(email=claims.email)
    if InstitutionTie.objects.filter(person=person).exists():
        return _(
            "Somebody else from your institution came in with this address before. "
            "Please use another way in, and tell the people who run this server."
        )
    return None
