#!/usr/bin/env python3
"""Takes notices of flexy fleet, and only those: checks the signature, the time, and whether it had the notice before.

FLEXY_NOTIFY_KEY=... python3 receiver.py 8080     Needs nothing but Python 3.8 or newer.
"""
import base64, hashlib, hmac, json, os, sys, time
from http.server import BaseHTTPRequestHandler, HTTPServer

TEXT = os.environ["FLEXY_NOTIFY_KEY"]
KEY = base64.b64decode(TEXT[len("whsec_"):]) if TEXT.startswith("whsec_") else TEXT.encode()
LONGEST = 300  # seconds that a notice may be under way; an older one is somebody's copy
seen = set()


def is_genuine(headers, body):
    notice, at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not at.isdigit() or abs(time.time() - int(at)) > LONGEST:
        return False
    signed = f"{notice}.{at}.".encode() + body
    wanted = "v1," + base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest()).decode()
    given = headers.get("webhook-signature", "").split(" ")
    return any(hmac.compare_digest(wanted.encode(), one.encode()) for one in given)


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(min(int(self.headers.get("content-length", 0)), 10_000_000))
        genuine = is_genuine(self.headers, body)
        if genuine and self.headers["webhook-id"] not in seen:
            seen.add(self.headers["webhook-id"])
            tell(json.loads(body))
        self.send_response(204 if genuine else 401)
        self.end_headers()

    def log_message(self, *args):
        pass


def tell(notice):  # form json; put here whatever is to happen: a ticket, a mail, a lamp
    print(notice["type"], notice["data"]["fleet"], notice["data"]["what"], sep=": ", flush=True)


server = HTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver)
print("listening on port", server.server_port, flush=True)
server.serve_forever()
