"""A TCP proxy that can be cut, to take a server away from one test alone."""

import contextlib
import socket
import threading
from types import TracebackType


class Proxy:
    """Listens on a port of its own and passes everything on; `cut` and `restore` are what it is for."""

    def __init__(self, host: str, port: int) -> None:
        """Starts to listen."""
        self._target = (host, port)
        self._open = True
        self._answer_bytes: int | None = None
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def cut(self) -> None:
        """Ends all connections, and every new one at once."""
        self._open = False
        for pair in self._pairs:
            for each in pair:
                with contextlib.suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)
        self._pairs.clear()

    def restore(self) -> None:
        """Lets connections through again."""
        self._answer_bytes = None
        self._open = True

    def cut_inside_the_next_answer(self, after: int) -> None:
        """Passes requests on whole, and cuts when so many bytes of answers have come back."""
        self._answer_bytes = after

    def __enter__(self) -> "Proxy":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join(5)
        self.cut()
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if not self._open:
                client.close()
                continue
            server = socket.create_connection(self._target)
            self._pairs.append((client, server))
            threading.Thread(target=self._pump, args=(client, server, False), daemon=True).start()
            threading.Thread(target=self._pump, args=(server, client, True), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket, answers: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65_536):
                if answers and self._answer_bytes is not None:
                    data = data[: self._answer_bytes]
                    self._answer_bytes -= len(data)
                    if self._answer_bytes <= 0:
                        sink.sendall(data)
                        self.cut()
                        break
                sink.sendall(data)
        for each in (source, sink):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
