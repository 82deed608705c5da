"""Every address of this room. Each page that is somebody's own begins with /me/."""

from __future__ import annotations

from django.urls import path

from evenweave.people.views import addresses, gifts, helpers, me, needs, signing, ways_in

app_name = "people"
urlpatterns = [
    path("sign-in/", signing.sign_in, name="sign-in"),
    path("sign-in/code/", signing.code, name="code"),
    path("sign-in/link/", signing.link, name="link"),
    path("sign-in/card/", signing.card, name="card"),
    path("sign-in/cards/", signing.cards, name="cards"),
    path("sign-in/passkey/", signing.passkey, name="passkey"),
    path("sign-in/passkey/ask/", signing.ask_passkey, name="ask-passkey"),
    path("sign-in/institution/", signing.to_institution, name="to-institution"),
    path("sign-in/institution/back/", signing.from_institution, name="from-institution"),
    path("sign-out/", signing.sign_out, name="sign-out"),
    path("signed-out/", signing.signed_out, name="signed-out"),
    path("me/ways-in/", ways_in.ways_in, name="ways-in"),
    path("me/ways-in/passkeys/ask/", ways_in.ask_new_passkey, name="ask-new-passkey"),
    path(
        "me/ways-in/passkeys/<uuid:passkey_id>/remove/",
        ways_in.remove_passkey,
        name="remove-passkey",
    ),
    path("me/ways-in/devices/end/", ways_in.end_all_devices, name="end-all-devices"),
    path("me/ways-in/devices/<uuid:device_id>/end/", ways_in.end_device, name="end-device"),
    path("me/", me.me, name="me"),
    path("me/name/", me.name, name="name"),
    path("me/reach/", me.reach, name="reach"),
    path("me/email/", addresses.ask, name="email"),
    path("me/email/code/", addresses.prove, name="email-code"),
    path("me/email/forget/", addresses.forget, name="email-forget"),
    path("me/clock/", me.own_clock, name="clock"),
    path("me/language/", me.language, name="language"),
    path("me/look/", me.look, name="look"),
    path("me/resting/", me.rest, name="rest"),
    path("me/helps/", needs.own, {"kind": "helps"}, name="helps"),
    path("me/helps/not-now/", needs.not_now, name="not-now"),
    path("me/access/", needs.own, {"kind": "access"}, name="access"),
    path("people/<uuid:person_id>/helps/", needs.theirs, {"kind": "helps"}, name="helps-of"),
    path("people/<uuid:person_id>/access/", needs.theirs, {"kind": "access"}, name="access-of"),
    path("me/gifts/", gifts.gifts, name="gifts"),
    path("me/gifts/<uuid:gift_id>/share/", gifts.share, name="gift-share"),
    path("me/gifts/<uuid:gift_id>/remove/", gifts.remove, name="gift-remove"),
    path("me/helpers/", helpers.helpers, name="helpers"),
    path("me/helpers/link/", helpers.link, name="helper-link"),
    path("me/helpers/right/", helpers.right, name="deeds-right"),
    path("me/helpers/stop/", helpers.stop, name="helper-stop"),
    path("me/helpers/<uuid:helping_id>/accept/", helpers.accept, name="helper-accept"),
    path("me/helpers/<uuid:helping_id>/act/", helpers.act, name="helper-act"),
    path("me/helpers/<uuid:helping_id>/end/", helpers.end, name="helper-end"),
    path("help/<str:link>/", helpers.help_asked, name="help"),
]
