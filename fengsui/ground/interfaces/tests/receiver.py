"""A receiver on this machine: a real HTTP server that says what it is told to say and keeps what it gets."""

import hashlib
import hmac
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


class Receiver:
    def __init__(self):
        self.got, self.answers, self.delay = [], [], 0
        self.stopped = threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_address[1]}/fengsui"

    def close(self):
        self.stopped.set()
        self.server.shutdown()
        self.server.server_close()

    def handler(receiver):  # noqa: N805 - the handler has a self of its own
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.got.append((dict(self.headers), body))
                receiver.stopped.wait(receiver.delay)
                answer = receiver.answers.pop(0) if receiver.answers else 200
                if answer == "drip":
                    return self.drip()
                if answer == "cut":
                    return self.connection.close()
                self.send_response(answer)
                if answer == 302:
                    self.send_header("Location", "/elsewhere")
                self.end_headers()
                self.wfile.write(b"thank you" if answer < 300 else b"no\x00t today")
                return None

            def drip(self):
                """One byte after another, never an end: no time-out of a socket notices it."""
                while not receiver.stopped.is_set():
                    try:
                        self.wfile.write(b"x")
                    except OSError:
                        return
                    time.sleep(0.05)

            def log_message(self, *_said):
                pass

        return Handler


def verify(head, body, secret):
    """What docs/interfaces.md tells integrators to do."""
    parts = [part.partition("=")[::2] for part in head["X-Fengsui-Signature"].split(",")]
    said = dict(parts)["t"].encode() + b"." + body
    mark = hmac.new(secret.encode(), said, hashlib.sha256).hexdigest()
    return any(hmac.compare_digest(mark, value) for name, value in parts if name == "v1")


@pytest.fixture
def receiver():
    one = Receiver()
    yield one
    one.close()
