"""Mail to a server that listens on this machine: handed over, refused, left without an answer."""

import asyncio
import socket
import ssl
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from trustme import CA

from connectors.mail import send
from schemas.endpoints import MailEndpoint
from schemas.errors import FetchError


class Box:
    """Takes mail, or refuses it as told."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.receivers: list[str] = []
        self.answer = "250 taken"

    async def handle_RCPT(  # noqa: N802 (aiosmtpd calls it so)
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if address.startswith("unknown@"):
            return "550 nobody of this name"
        envelope.rcpt_tos.append(address)
        return "250 fine"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 (the same)
        found = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(found, EmailMessage)
        self.mails.append(found)
        self.receivers += envelope.rcpt_tos
        return self.answer


@pytest.fixture
def box() -> Box:
    return Box()


@pytest.fixture
def server(box: Box) -> Iterator[MailEndpoint]:
    controller = Controller(box, hostname="127.0.0.1", port=_free())
    controller.start()
    yield MailEndpoint(host="127.0.0.1", port=controller.port, sender="news@example.org", tls="none")
    controller.stop()


def _free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


def mail(to: str = "me@example.org") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "news@example.org", to, "Гарантії"
    made.set_content("Так.")
    return made


def sent(server: MailEndpoint, message: EmailMessage | None = None, timeout: float = 5.0) -> None:
    asyncio.run(send(server, message or mail(), timeout))


def test_a_mail_arrives(server: MailEndpoint, box: Box) -> None:
    sent(server)
    (found,) = box.mails
    assert (found["Subject"], found.get_content().strip()) == ("Гарантії", "Так.")
    assert box.receivers == ["me@example.org"]


def test_a_receiver_that_the_server_does_not_know_is_told(server: MailEndpoint) -> None:
    with pytest.raises(FetchError, match=r"the mail server 127\.0\.0\.1 refuses the receiver"):
        sent(server, mail("unknown@example.org"))


def test_a_server_that_does_not_take_it_is_told_by_its_code_alone(server: MailEndpoint, box: Box) -> None:
    box.answer = "452 your secret was hunter2"
    with pytest.raises(FetchError, match=r"refuses it \(452\)") as raised:
        sent(server)
    assert "hunter2" not in str(raised.value)


@pytest.mark.filterwarnings("ignore:Session.login_data is deprecated", "ignore:Requiring AUTH while not requiring TLS")
def test_a_wrong_password_is_told_without_it(box: Box) -> None:
    def check(server: Any, session: Any, envelope: Any, mechanism: str, data: LoginPassword) -> AuthResult:
        return AuthResult(success=data.password == b"right", handled=False)

    controller = Controller(
        box, hostname="127.0.0.1", port=_free(), authenticator=check, auth_require_tls=False, auth_required=True
    )
    controller.start()
    try:
        known: dict[str, Any] = {"host": "127.0.0.1", "port": controller.port, "sender": "a@example.org", "tls": "none"}
        sent(MailEndpoint(**known, username="u", password="right"))
        with pytest.raises(FetchError, match=r"does not let us in: mail\.username and mail\.password") as raised:
            sent(MailEndpoint(**known, username="u", password="hunter2"))
    finally:
        controller.stop()
    assert len(box.mails) == 1
    assert "hunter2" not in str(raised.value)


def test_a_server_without_tls_gets_nothing_where_tls_is_asked_for(server: MailEndpoint, box: Box) -> None:
    for tls in ("starttls", "tls"):
        asked = MailEndpoint(host=server.host, port=server.port, sender=server.sender, tls=tls)
        with pytest.raises(FetchError, match="the mail server"):
            sent(asked)
    assert box.mails == []


def test_a_server_that_says_nothing_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        server = MailEndpoint(host="127.0.0.1", port=silent.getsockname()[1], sender="a@example.org", tls="none")
        with pytest.raises(FetchError, match="took longer than 1 s"):
            sent(server, timeout=1.0)


def test_a_server_that_says_a_byte_now_and_then_is_given_up() -> None:
    listening = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def drip() -> None:
        connection, _ = listening.accept()
        with connection:
            while not over.wait(0.2):
                connection.sendall(b"2")

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    server = MailEndpoint(host="127.0.0.1", port=listening.getsockname()[1], sender="a@example.org", tls="none")
    try:
        with pytest.raises(FetchError, match="took longer than 1 s"):
            sent(server, timeout=1.0)
    finally:
        over.set()
        listening.close()
        thread.join(5)


def test_a_server_that_is_not_there_is_told() -> None:
    server = MailEndpoint(host="127.0.0.1", port=_free(), sender="a@example.org", tls="none")
    with pytest.raises(FetchError, match="does not answer"):
        sent(server)


@pytest.fixture(params=["starttls", "tls"])
def secure(request: pytest.FixtureRequest, box: Box) -> Iterator[tuple[MailEndpoint, CA]]:
    """A server that takes mail over TLS alone, and the authority that signed its certificate."""
    authority = CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    at: dict[str, Any] = {"hostname": "127.0.0.1", "port": _free()}
    controller = (
        Controller(box, **at, ssl_context=context)
        if request.param == "tls"
        else Controller(box, **at, tls_context=context, require_starttls=True)
    )
    controller.start()
    yield MailEndpoint(host="localhost", port=controller.port, sender="news@example.org", tls=request.param), authority
    controller.stop()


def test_mail_goes_over_tls_to_a_server_that_a_trusted_authority_vouches_for(
    secure: tuple[MailEndpoint, CA], box: Box, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, authority = secure
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    sent(server)
    assert len(box.mails) == 1


def test_mail_is_not_given_to_a_server_that_nobody_vouches_for(secure: tuple[MailEndpoint, CA], box: Box) -> None:
    server, _ = secure
    with pytest.raises(FetchError, match="the mail server localhost has no certificate that can be trusted"):
        sent(server)
    assert box.mails == []
