"""One Elasticsearch node on loopback only, with security on and one user that has a generated password."""

import os
import secrets
import shutil
from pathlib import Path

import requests

from schemas.errors import StackError
from stack.java import Jdk
from stack.passwords import USER, private, users_line
from stack.ports import LOOPBACK
from stack.spec import NotReadyError, Spec
from stack.user import User, give

NAME = "elasticsearch"
SETTINGS = """\
# Written at every start; what can be changed is in pledgewire's configuration.
cluster.name: pledgewire
node.name: pledgewire
path.data: "{data}"
path.logs: "{logs}"
http.host: {host}
http.port: {port}
transport.host: {host}
transport.port: {transport}
discovery.type: single-node
action.destructive_requires_name: true
# A laptop's disk is often nearly full: what is free counts, not which share of the disk it is.
cluster.routing.allocation.disk.watermark.low: 1gb
cluster.routing.allocation.disk.watermark.high: 750mb
cluster.routing.allocation.disk.watermark.flood_stage: 500mb
xpack.security.enabled: true
xpack.security.autoconfiguration.enabled: false
xpack.security.enrollment.enabled: false
# Nothing leaves this machine's loopback interface, so that no certificate is needed.
xpack.security.http.ssl.enabled: false
xpack.security.transport.ssl.enabled: false
# The only user is the one in the users file.
xpack.security.authc.reserved_realm.enabled: false
"""
LOGGING = """\
# Everything goes to the console; pledgewire keeps it in a log of bounded size.
status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%-25c{1.}] [%node_name]%marker %m%consoleException%n
appender.header_warning.type = HeaderWarningAppender
appender.header_warning.name = header_warning
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
logger.deprecation.name = org.elasticsearch.deprecation
logger.deprecation.level = WARN
logger.deprecation.appenderRef.header_warning.ref = header_warning
"""
JVM = """\
-Xms{least}
-Xmx{heap}
-XX:ErrorFile={logs}/crash.log
-Des.queryable_built_in_roles_enabled=false
"""
UNWANTED = ("-Xlog:gc", "-XX:+HeapDumpOnOutOfMemoryError", "-XX:ErrorFile", "-XX:HeapDumpPath", "-Xms", "-Xmx")
"""Options of the distribution that would fill a disk, or that are ours to set."""


def least(heap: str) -> str:
    """Gives the heap to start with: the server touches all of it at once, which a laptop would rather not."""
    megabytes = int(heap[:-1]) * (1024 if heap.endswith("g") else 1)
    return f"{min(megabytes, 256)}m"


def prepare(
    folder: Path, *, home: Path, port: int, transport: int, heap: str, password: str, user: User | None
) -> None:
    """
    Writes the node's configuration into `folder` anew for the user it runs as, and empties its temporary folder.

    Raises StackError where the folder may not be written.
    """
    conf, data, logs, temporary = (folder / name for name in ("config", "data", "logs", "tmp"))
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        if user is not None:
            # Ours, so that nobody else's process puts a link in the place of what we write and give away as root.
            os.chown(folder, os.geteuid(), os.getegid())
            folder.chmod(0o711)
        for each in (conf, temporary):
            shutil.rmtree(each, ignore_errors=True)
        for each in (conf, conf / "jvm.options.d", temporary):
            each.mkdir(mode=0o700)
        for each in (data, logs):
            each.mkdir(mode=0o700, exist_ok=True)
        shipped = (home / "config" / "jvm.options").read_text(encoding="utf-8").splitlines()
        kept = [line for line in shipped if not line.startswith(("#", *UNWANTED)) and line.strip()]
        texts = {
            "elasticsearch.yml": SETTINGS.format(host=LOOPBACK, port=port, transport=transport, data=data, logs=logs),
            "log4j2.properties": LOGGING,
            "jvm.options": "\n".join(kept) + "\n",
            "jvm.options.d/pledgewire.options": JVM.format(least=least(heap), heap=heap, logs=logs),
            "users": users_line(password, secrets.token_bytes(32)),
            "users_roles": f"superuser:{USER}\n",
            "roles.yml": "",
            "role_mapping.yml": "",
        }
        for name, text in texts.items():
            private(conf / name, text)
        give(user, *conf.rglob("*"), conf, data, logs, temporary)
    except OSError as error:
        raise StackError(f"{error.filename or folder} cannot be written ({error.strerror}): set data_dir.") from None


def spec(
    *,
    folder: Path,
    home: Path,
    jdk: Jdk,
    port: int,
    heap: str,
    password: str,
    user: User | None,
    log: Path,
    version: str,
) -> Spec:
    """Tells the supervisor how to run the node that `prepare` made ready."""
    url = f"http://{LOOPBACK}:{port}"
    environment = {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "HOSTNAME": "localhost",
        "ES_JAVA_HOME": str(jdk.home),
        "ES_PATH_CONF": str(folder / "config"),
        "ES_TMPDIR": str(folder / "tmp"),
        # Elasticsearch's own way to add options to its Java command line.
        "ES_JAVA_OPTS": os.environ.get("ES_JAVA_OPTS", ""),
    }
    return Spec(
        name=NAME,
        command=(str(home / "bin" / "elasticsearch"),),
        log=log,
        probe=lambda: probe(url, password),
        environment=environment,
        folder=Path("/"),
        user=user,
        version=version,
        address=url,
        heap=heap,
        data=folder,
    )


def probe(url: str, password: str, timeout: float = 5.0) -> None:
    """
    Returns when the node answers with our password and has started all the shards that it can. Raises NotReadyError.

    A red cluster with nothing left to start is ready: it will not become better by waiting, and says so itself.
    """
    wanted = {"wait_for_no_initializing_shards": "true", "wait_for_events": "languid", "timeout": "2s"}
    try:
        answer = requests.get(f"{url}/_cluster/health", params=wanted, auth=(USER, password), timeout=timeout)
    except requests.RequestException:
        raise NotReadyError(f"{url} does not answer") from None
    if answer.status_code != requests.codes.ok:
        raise NotReadyError(f"{url} answers {answer.status_code}")
