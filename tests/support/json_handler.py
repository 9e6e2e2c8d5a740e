"""What the servers that stand in a paid service's place share: a body in, a JSON document out, and no log."""

from http.server import BaseHTTPRequestHandler


class JsonHandler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.respond(self.rfile.read(int(self.headers["Content-Length"])))

    def respond(self, body: bytes) -> None:
        """Answer this body, by `answer`."""
        raise NotImplementedError

    def answer(self, document: str, status: int = 200, kind: str = "application/json") -> None:
        content = document.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        pass
