"""Messages from process to process over a socket.

Arrays go beside the pickle: a picture of 720p is nearly 3 MB, and copying it into messages and out of them cost more
than decoding it.
"""

import pickle
import socket
import struct
from collections.abc import Sequence
from typing import Any

COUNT, SIZE = struct.Struct("<I"), struct.Struct("<Q")
BUFFERED_BYTES = 1 << 20
"""On the way, so that the two processes need not take turns at every piece; the system may allow less."""


class Messages:
    """One end of a connected socket, which belongs to it."""

    def __init__(self, connected: socket.socket) -> None:
        self._socket = connected
        connected.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFERED_BYTES)

    def __enter__(self) -> "Messages":
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def send(self, message: object) -> None:
        """Send a message; waits while the other end does not read. Raises BrokenPipeError when that is gone."""
        beside: list[pickle.PickleBuffer] = []
        pickled = pickle.dumps(message, protocol=5, buffer_callback=beside.append)
        parts: Sequence[bytes | memoryview] = [pickled, *(buffer.raw() for buffer in beside)]
        sizes = b"".join(SIZE.pack(len(part)) for part in parts)
        self._socket.sendall(COUNT.pack(len(parts)) + sizes + pickled)
        for part in parts[1:]:
            self._socket.sendall(part)

    def receive(self, within_s: float | None = None) -> Any:
        """The next message; raises TimeoutError when nothing comes for that long, EOFError when the other end is gone.

        Raises ConnectionResetError when it is gone and had not read all.
        """
        self._socket.settimeout(within_s)
        (count,) = COUNT.unpack(self._exactly(COUNT.size))
        sizes = [size for (size,) in SIZE.iter_unpack(self._exactly(SIZE.size * count))]
        pickled, *beside = [self._exactly(size) for size in sizes]
        return pickle.loads(pickled, buffers=beside)

    def _exactly(self, size: int) -> bytearray:
        into = bytearray(size)
        left = memoryview(into)
        while left:
            got = self._socket.recv_into(left)
            if not got:
                raise EOFError
            left = left[got:]
        return into
