"""Peers on this machine: a mail server of the smallest kind, and an HTTP gateway that says what it is told to say."""

import socketserver
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Peer:
    """got: what came in; answers: what is said next, one after another; then always yes."""

    def __init__(self, server):
        self.got, self.answers, self.server = [], [], server
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def place(self):
        return f"127.0.0.1:{self.server.server_address[1]}"

    @property
    def url(self):
        return f"http://{self.place}"

    def next(self, usual):
        return self.answers.pop(0) if self.answers else usual

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def mail_server():
    class Talk(socketserver.StreamRequestHandler):
        def say(self, words):
            self.wfile.write(f"{words}\r\n".encode())

        def handle(self):
            self.say("220 here")
            for line in self.rfile:
                word = line.decode().strip().upper()
                if word == "DATA":
                    self.say("354 go on")
                    self.data()
                elif word.startswith("RCPT"):
                    self.say(peer.next("250 OK"))
                elif word == "QUIT":
                    return self.say("221 bye")
                else:
                    self.say("250 OK")
            return None

        def data(self):
            lines = []
            for line in self.rfile:
                if line == b".\r\n":
                    break
                lines.append(line)
            peer.got.append(b"".join(lines).decode())
            self.say("250 taken")

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = allow_reuse_address = True

    peer = Peer(Server(("127.0.0.1", 0), Talk))
    return peer


def gateway(usual='{"Code": "OK", "Message": "OK", "BizId": "biz-1"}'):
    """A gateway; an answer is a status, a text, or both."""

    class Talk(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"] or 0))
            peer.got.append((self.path, dict(self.headers), body))
            said = peer.next(usual)
            status, text = (said, "") if isinstance(said, int) else (200, said)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_said):
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

    peer = Peer(Server(("127.0.0.1", 0), Talk))
    return peer
