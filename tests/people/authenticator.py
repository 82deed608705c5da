"""A device with a passkey, in software: it does what a phone does, and can be told to cheat."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

FLAG = AuthenticatorData.FLAG
HERE = "http://testserver"


@dataclass
class Device:
    """One passkey. It counts its uses, as a security key does."""

    origin: str = HERE
    host: str = "testserver"
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    user_handle: bytes = b""
    count: int = 0

    def create(self, asked: dict[str, Any]) -> str:
        """What the browser sends when a passkey is made."""
        public = asked["publicKey"]
        self.user_handle = websafe_decode(public["user"]["id"])
        public_key = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]
        credential = AttestedCredentialData.create(Aaguid.NONE, self.credential_id, public_key)
        data = AuthenticatorData.create(
            sha256(self.host.encode()), FLAG.UP | FLAG.UV | FLAG.AT, self.count, credential
        )
        client = self.client_data(CollectedClientData.TYPE.CREATE, public["challenge"])
        attested = AttestationObject.create("none", data, {})
        return self.sent({"clientDataJSON": client, "attestationObject": bytes(attested)})

    def show(self, asked: dict[str, Any], flags: FLAG = FLAG.UP | FLAG.UV) -> str:
        """What the browser sends when the passkey is shown."""
        self.count += 1
        data = AuthenticatorData.create(sha256(self.host.encode()), flags, self.count)
        client = self.client_data(CollectedClientData.TYPE.GET, asked["publicKey"]["challenge"])
        signed = self.key.sign(bytes(data) + sha256(client), ec.ECDSA(hashes.SHA256()))
        return self.sent(
            {
                "clientDataJSON": client,
                "authenticatorData": bytes(data),
                "signature": signed,
                "userHandle": self.user_handle,
            }
        )

    def client_data(self, kind: Any, challenge: str) -> bytes:
        """What the browser says it was asked, and where."""
        return bytes(
            CollectedClientData.create(
                type=kind, challenge=websafe_decode(challenge), origin=self.origin
            )
        )

    def sent(self, response: dict[str, bytes]) -> str:
        """As the page's script sends it."""
        name = websafe_encode(self.credential_id)
        told = {part: websafe_encode(value) for part, value in response.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": told})
