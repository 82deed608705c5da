"""A certificate of our own, for HTTPS on a local network: nobody signs one for such addresses.

It is made when it is needed, kept in the data folder with its key, and made anew when this machine
has other addresses or it nears its end. It signs nothing but itself, so whoever trusts it trusts
this machine and no other.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

FILE = "lan.pem"
# Phones refuse one that is good for longer than 398 days.
DAYS, DAYS_BEFORE_ITS_END = 397, 30
# A phone whose clock is behind must not find it too new.
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Certificate:
    """A file with a key and its certificate, and the mark by which people know it (SHA-256)."""

    file: Path
    mark: str


def certificate(data: Path, hosts: Sequence[str], at: datetime) -> Certificate:
    """One that is good for these names and addresses. The caller holds the data folder."""
    file = data / FILE
    known = read(file)
    if known is None or why_not_keep(known, hosts, at):
        known = write(file, hosts, at)
    return Certificate(file, mark_of(known))


def read(file: Path) -> x509.Certificate | None:
    """The one that is there; None where there is none, or where it and its key do not fit."""
    try:
        both = file.read_bytes()
        known = x509.load_pem_x509_certificate(both)
        key = serialization.load_pem_private_key(both, None)
    except (FileNotFoundError, ValueError, TypeError):
        return None
    return known if key.public_key() == known.public_key() else None


def why_not_keep(known: x509.Certificate, hosts: Sequence[str], at: datetime) -> bool:
    """It has other names, nears its end, or has not begun."""
    soon = at + timedelta(days=DAYS_BEFORE_ITS_END)
    is_in_time = known.not_valid_before_utc <= at and soon <= known.not_valid_after_utc
    names = known.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return not is_in_time or set(names) != set(general_names(hosts))


def general_names(hosts: Iterable[str]) -> list[x509.GeneralName]:
    """Names and addresses, as a certificate has them."""
    return [named(each) for each in dict.fromkeys(hosts)]


def named(host: str) -> x509.GeneralName:
    """One of them."""
    with contextlib.suppress(ValueError):
        return x509.IPAddress(ip_address(host))
    return x509.DNSName(host)


def write(file: Path, hosts: Sequence[str], at: datetime) -> x509.Certificate:
    """A new key and its certificate: whole or not at all, for the owner of the folder only."""
    key = ec.generate_private_key(ec.SECP256R1())
    made = signed(key, hosts, at)
    as_it_is = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    half = file.with_suffix(".new")
    try:
        handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(key.private_bytes(serialization.Encoding.PEM, form, as_it_is))
            out.write(made.public_bytes(serialization.Encoding.PEM))
        half.replace(file)
    finally:
        half.unlink(missing_ok=True)
    return made


def signed(key: ec.EllipticCurvePrivateKey, hosts: Sequence[str], at: datetime) -> x509.Certificate:
    """A certificate for these hosts, signed with its own key, that can sign no other."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Evenweave")])
    begins = at - A_DAY
    server_only = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    return (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=DAYS))
        .add_extension(x509.SubjectAlternativeName(general_names(hosts)), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(server_only, critical=False)
        .sign(key, hashes.SHA256())
    )


def mark_of(known: x509.Certificate) -> str:
    """Its fingerprint, as phones show it: `AB 12 …`."""
    return known.fingerprint(hashes.SHA256()).hex(" ").upper()
