"""Asks devices for passkeys and judges their answers, as WebAuthn says, for one address."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from services.passkeys import FRESH, NewPasskey, Passkey, WrongPasskey

PATIENCE = round(FRESH.total_seconds() * 1_000)


@dataclass(frozen=True, slots=True)
class WebAuthnDevices:
    """`address` is the one origin at which passkeys are made and proved; `label` is ours in lists.

    The package is loaded when somebody first has to do with a passkey; nobody else waits for it.
    """

    address: str
    label: str

    @property
    def site(self) -> str:
        return urlsplit(self.address).hostname or ""

    def ask_new(self, user_id: UUID, challenge: bytes, known: Sequence[bytes]) -> str:
        from webauthn import generate_registration_options, options_to_json  # noqa: PLC0415
        from webauthn.helpers.structs import (  # noqa: PLC0415
            AuthenticatorSelectionCriteria,
            PublicKeyCredentialDescriptor,
            ResidentKeyRequirement,
            UserVerificationRequirement,
        )

        wanted = AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        )
        # The device shows this name. The login name itself is kept nowhere, so this is nobody's.
        asked = generate_registration_options(
            rp_id=self.site,
            rp_name="Jejak",
            user_id=user_id.bytes,
            user_name=f"{self.label}:{user_id.hex[:6]}",
            challenge=challenge,
            timeout=PATIENCE,
            authenticator_selection=wanted,
            exclude_credentials=[PublicKeyCredentialDescriptor(id=each) for each in known],
        )
        return options_to_json(asked)

    def ask_proof(self, challenge: bytes, known: Sequence[bytes]) -> str:
        from webauthn import generate_authentication_options, options_to_json  # noqa: PLC0415
        from webauthn.helpers.structs import (  # noqa: PLC0415
            PublicKeyCredentialDescriptor,
            UserVerificationRequirement,
        )

        asked = generate_authentication_options(
            rp_id=self.site,
            challenge=challenge,
            timeout=PATIENCE,
            allow_credentials=[PublicKeyCredentialDescriptor(id=each) for each in known],
            user_verification=UserVerificationRequirement.REQUIRED,
        )
        return options_to_json(asked)

    def read_new(self, answer: str, challenge: bytes) -> NewPasskey:
        from webauthn import verify_registration_response  # noqa: PLC0415

        with _refusing():
            made = verify_registration_response(
                credential=answer,
                expected_challenge=challenge,
                expected_rp_id=self.site,
                expected_origin=self.address,
                require_user_verification=True,
            )
        return NewPasskey(made.credential_id, made.credential_public_key, made.sign_count)

    def read_credential(self, answer: str) -> bytes:
        from webauthn.helpers import parse_authentication_credential_json  # noqa: PLC0415

        with _refusing():
            return parse_authentication_credential_json(answer).raw_id

    def read_proof(self, answer: str, challenge: bytes, passkey: Passkey) -> int:
        from webauthn import verify_authentication_response  # noqa: PLC0415

        with _refusing():
            proved = verify_authentication_response(
                credential=answer,
                expected_challenge=challenge,
                expected_rp_id=self.site,
                expected_origin=self.address,
                credential_public_key=passkey.public_key,
                credential_current_sign_count=passkey.sign_count,
                require_user_verification=True,
            )
        return proved.new_sign_count


@contextmanager
def _refusing() -> Iterator[None]:
    """Turn whatever a stranger's bytes do to a parser into the same refusal."""
    try:
        yield
    except Exception:  # noqa: BLE001 (certificates, CBOR and JSON each have errors of their own)
        raise WrongPasskey from None
