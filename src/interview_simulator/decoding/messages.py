"""Messages from process to process over a socket.

Orders go from the server to a worker, pickled: the server is trusted. A worker's answers come as JSON with arrays
beside it (`wire.py`): a picture of 720p is nearly 3 MB, and copying it into messages and out of them cost more than
decoding it.
"""

import json
import pickle
import socket
import struct
from collections.abc import Sequence
from typing import Any

from interview_simulator.decoding.wire import ForgedError, Tree, packed

COUNT, SIZE = struct.Struct("<I"), struct.Struct("<Q")
BUFFERED_BYTES = 1 << 20
"""On the way, so that the two processes need not take turns at every piece; the system may allow less."""
MOST_PARTS, LARGEST_TREE, LARGEST_BYTES = 16, 8_000_000, 400_000_000
"""Of an answer: a picture of 8K has 100 MB."""


class Messages:
    """One end of a connected socket, which belongs to it."""

    def __init__(self, connected: socket.socket) -> None:
        self._socket = connected
        connected.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFERED_BYTES)

    def __enter__(self) -> "Messages":
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def order(self, order: tuple[Any, ...]) -> None:
        """Send an order; raises BrokenPipeError when the other end is gone."""
        self._send([pickle.dumps(order, protocol=5)])

    def ordered(self) -> Any:
        """The order that the server sent; for workers only. Raises EOFError when the other end is gone."""
        (order,) = self._parts(None, most_bytes=1 << 40)
        return pickle.loads(order)

    def send(self, kind: str, content: object = None) -> None:
        """Send an answer; waits while the other end does not read. Raises BrokenPipeError when that is gone."""
        beside: list[memoryview] = []
        tree = packed(content, beside)
        self._send([json.dumps([kind, tree]).encode(), *beside])

    def receive(self, within_s: float | None = None) -> tuple[str, Tree, Sequence[bytearray]]:
        """The kind of the next answer, what it holds, and the arrays beside it.

        Raises TimeoutError when nothing comes for that long, EOFError when the other end is gone,
        ConnectionResetError when it is gone and had not read all, and ForgedError for what is no answer.
        """
        written, *beside = self._parts(within_s, LARGEST_BYTES)
        try:
            if len(written) > LARGEST_TREE:
                raise ForgedError("longer than any answer")
            kind, tree = json.loads(written)
        except (ValueError, TypeError, RecursionError) as error:
            raise ForgedError("no answer") from error
        return kind, tree, beside

    def _send(self, parts: Sequence[bytes | memoryview]) -> None:
        sizes = b"".join(SIZE.pack(len(part)) for part in parts)
        self._socket.sendall(COUNT.pack(len(parts)) + sizes + parts[0])
        for part in parts[1:]:
            self._socket.sendall(part)

    def _parts(self, within_s: float | None, most_bytes: int) -> list[bytearray]:
        self._socket.settimeout(within_s)
        (count,) = COUNT.unpack(self._exactly(COUNT.size))
        if not 1 <= count <= MOST_PARTS:
            raise ForgedError(f"{count} parts")
        sizes = [size for (size,) in SIZE.iter_unpack(self._exactly(SIZE.size * count))]
        if sum(sizes) > most_bytes:
            raise ForgedError(f"{sum(sizes)} bytes")
        return [self._exactly(size) for size in sizes]

    def _exactly(self, size: int) -> bytearray:
        into = bytearray(size)
        left = memoryview(into)
        while left:
            got = self._socket.recv_into(left)
            if not got:
                raise EOFError
            left = left[got:]
        return into
