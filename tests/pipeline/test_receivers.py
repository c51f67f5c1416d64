"""Who may be told, what they get, and that no secret shows."""

import asyncio
import json
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from jsonschema import Draft202012Validator
from lxml import etree
from pytest_httpserver import HTTPServer

from config.load import load_with_origins
from pipeline.alerts import message as alert_message
from pipeline.alerts.message import message
from pipeline.alerts.receivers import Means, Named, Receivers, known, means_of
from schemas.endpoints import MailEndpoint
from schemas.errors import FetchError, UsageError
from schemas.publish import json_schema
from tests.connectors.test_mail import Box, server  # noqa: F401 (a fixture)
from tests.connectors.test_mail import box as box
from tests.pipeline.alert_samples import HOSTILE, alert
from tests.pipeline.alerting import KEY, Heard, listening

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


def tell(means: Means, to: str, *alerts: object, at: datetime | None = None) -> None:
    found = alerts or (alert(1),)
    made = message("no-to-troops", to, found, [each.alert_id for each in found], at or datetime.now(UTC))  # type: ignore[arg-type, attr-defined]
    asyncio.run(Receivers(means).tell(to, made))


def here(**more: object) -> Means:
    return Means(signing_key=KEY, allow_private_addresses=True, timeout=5.0, **more)  # type: ignore[arg-type]


def test_a_webhook_gets_what_is_published_and_signed_with_the_key() -> None:
    with listening() as ear:
        tell(here(), ear.url, alert(1), alert(2))
        tell(here(named={"desk": Named(ear.url, "a key of its own, quite long")}), "desk")
    first, second = ear.heard
    assert first.is_signed()
    assert not second.is_signed()
    body = json.loads(first.body)
    assert (body["type"], body["data"]["saved"], body["data"]["total"]) == ("alerts.found", "no-to-troops", 2)
    schema = json_schema("news.alert.v1")
    for each in body["data"]["alerts"]:
        Draft202012Validator(schema).validate(each)


def test_every_attempt_at_a_message_has_its_id_and_a_time_of_its_own() -> None:
    with listening() as ear:
        for at in (NOW, datetime.now(UTC)):
            tell(here(), ear.url, at=at)
    ids: set[str] = {each.id for each in ear.heard}
    times = {each.headers["webhook-timestamp"] for each in ear.heard}
    assert (len(ids), len(times)) == (1, 2)
    assert isinstance(ear.heard[0], Heard)


def test_a_mail_says_it_in_text_and_in_html_and_nothing_in_it_runs(server: MailEndpoint, box: Box) -> None:  # noqa: F811
    tell(here(mail=server), "mailto:me@example.org", alert(1, title=HOSTILE, url="javascript:alert(1)"))
    (found,) = box.mails
    assert found["Bcc"] is None
    assert box.receivers == ["me@example.org"]
    assert found["Message-ID"].endswith("@example.org>")
    parts = {part.get_content_type(): part for part in found.iter_parts()}
    text, html = parts["text/plain"], parts["text/html"]
    assert isinstance(text, EmailMessage)
    assert isinstance(html, EmailMessage)
    assert "state/ru rejects troop-presence for ukraine" in text.get_content()
    assert "“Moscow said no <b>again</b>.”" in text.get_content()
    read = etree.HTML(html.get_content())
    assert {each.tag for each in read.iter()} <= {"html", "body", "p", "h3", "blockquote"}
    assert "\x1b" not in text.get_content()


def test_what_apprise_reaches_is_told(httpserver: HTTPServer) -> None:
    pytest.importorskip("apprise")
    httpserver.expect_request("/secret-topic", method="POST").respond_with_data("{}")
    means = here(named={"pager": Named(f"json://127.0.0.1:{httpserver.port}/secret-topic")})
    tell(means, "pager")
    ((request, _),) = httpserver.log
    assert "state/ru rejects troop-presence for ukraine" in json.loads(request.get_data())["message"]


@pytest.mark.parametrize(
    "url",
    [
        "json://127.0.0.1:9/hunter2",
        "http://127.0.0.1:9/hunter2",
        "nosuchservice://hunter2",
        "mailto:hunter2@example.org",
        "http://user:hunter2@127.0.0.1:9/?token=hunter2",
    ],
)
def test_no_secret_of_a_configured_receiver_is_told_when_it_fails(
    url: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    means = here(named={"desk": Named(url)})
    with caplog.at_level("DEBUG"), pytest.raises(FetchError, match=r"^desk: ") as raised:
        tell(means, "desk")
    out = capfd.readouterr()
    assert "hunter2" not in f"{raised.value} {caplog.text} {out.out} {out.err} {means!r} {raised.value.__cause__}"


def test_a_receiver_that_no_configuration_has_is_told_so() -> None:
    with pytest.raises(FetchError, match="desk: is no receiver of this configuration"):
        tell(here(), "desk")
    assert Receivers(here()).kind("desk") == "unknown"


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("https://user:hunter2@x.example/", "may hold a secret"),
        ("https://x.example/?token=hunter2", "may hold a secret"),
        ("mailto:not an address", "no mail address"),
        ("mailto:a@example.org,b@example.org", "no mail address"),
        ("ftp://x.example/", "write https"),
        ("nobody", "write https"),
    ],
)
def test_what_cannot_be_told_or_holds_a_secret_is_not_saved(to: str, said: str) -> None:
    mail = MailEndpoint(host="mail.example.org", port=25, sender="a@example.org")
    with pytest.raises(UsageError, match=said) as raised:
        known(to, Means(signing_key=KEY, mail=mail, named={"desk": Named("x")}))
    assert "hunter2" not in str(raised.value)


def test_what_can_be_told_is_saved_as_it_is() -> None:
    mail = MailEndpoint(host="mail.example.org", port=25, sender="a@example.org")
    means = Means(signing_key=KEY, mail=mail, named={"desk": Named("x")})
    for to in ("https://x.example/hook", "mailto:a@example.org", "desk"):
        assert known(to, means) == to
    for to in ("https://x.example/hook", "mailto:a@example.org"):
        with pytest.raises(UsageError, match="needs"):
            known(to, Means())


MAIL = "mail: {host: m.example.org, sender: a@b.c}\n"


def test_the_configuration_gives_secrets_from_variables_and_files(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    (folder / "url").write_text("ntfy://ntfy.example.org/topic\n")
    (folder / "c.yaml").write_text(f"receivers:\n  - name: desk\n    url_file: url\n{MAIL}")
    environ = {"PLEDGEWIRE_ALERTS__SIGNING_KEY": KEY}
    means = means_of(load_with_origins(folder / "c.yaml", {}, environ).config)
    assert (means.named["desk"].url, means.signing_key) == ("ntfy://ntfy.example.org/topic", KEY)
    assert means.mail is not None
    assert means.mail.host == "m.example.org"


def test_a_try_says_that_it_is_one() -> None:
    made = message("no-to-troops", "desk", (), (), NOW)
    assert json.loads(alert_message.payload(made))["type"] == "alerts.try"
    for text in (alert_message.subject(made), alert_message.plain(made), alert_message.html(made)):
        assert "This is a try" in text
