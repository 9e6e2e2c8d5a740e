"""A way to a server that can be cut and mended: while it is cut, nothing passes and nobody is told."""

import socket
from contextlib import suppress
from threading import Event, Thread

BLOCK = 1 << 16


class Proxy:
    """Listens on a port of this machine and passes everything on to another one."""

    def __init__(self, port: int) -> None:
        self._target, self._whole = ("127.0.0.1", port), Event()
        self._whole.set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Connections stay open, and silent."""
        self._whole.clear()

    def mend(self) -> None:
        """What was sent meanwhile arrives."""
        self._whole.set()

    def close(self) -> None:
        """Take no more connections."""
        self._listener.close()
        self._whole.set()

    def _accept(self) -> None:
        with suppress(OSError):  # closed
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection(self._target)
                for source, target in ((near, far), (far, near)):
                    Thread(target=self._pass_on, args=(source, target), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):  # the other direction has ended
            while block := source.recv(BLOCK):
                self._whole.wait()
                target.sendall(block)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
