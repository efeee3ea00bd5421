#!/usr/bin/env python3
"""Takes notices of flexy fleet, and only those: checks the signature, the time, and whether it had the notice before.

FLEXY_NOTIFY_KEY=... python3 receiver.py 8080     Needs nothing but Python 3.8 or newer.
"""
import base64, hashlib, hmac, json, os, re, sys, time
from http.server import BaseHTTPRequestHandler, HTTPServer

TEXT = os.environ["FLEXY_NOTIFY_KEY"]
KEY = base64.b64decode(TEXT[len("whsec_"):]) if TEXT.startswith("whsec_") else TEXT.encode()
LONGEST = 300  # seconds that a notice may be under way; an older one is somebody's copy
SILENCE = 30  # seconds without a byte; then others are heard
seen = set()


def is_genuine(headers, body):
    notice, at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not re.fullmatch("[0-9]{1,12}", at) or abs(time.time() - int(at)) > LONGEST:
        return False
    signed = f"{notice}.{at}.".encode() + body
    wanted = "v1," + base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest()).decode()
    given = headers.get("webhook-signature", "").split(" ")
    return any(hmac.compare_digest(wanted.encode(), one.encode()) for one in given)


class Receiver(BaseHTTPRequestHandler):
    timeout = SILENCE

    def do_POST(self):
        length = self.headers.get("content-length", "")
        if not re.fullmatch("[0-9]{1,7}", length):  # below zero, it would be read until the other side ends
            return self.answer(400)
        body = self.rfile.read(int(length))
        if not is_genuine(self.headers, body):
            return self.answer(401)
        notice = self.headers["webhook-id"]
        if notice not in seen:
            try:
                tell(json.loads(body))
            except Exception as e:  # the notice comes again, at the latest by the job of the next night
                print("not told:", e, file=sys.stderr, flush=True)
                return self.answer(500)
            seen.add(notice)
        self.answer(204)

    def answer(self, status):
        self.send_response(status)
        self.end_headers()

    def log_message(self, *args):
        pass


def tell(notice):  # form json; put here whatever is to happen: a ticket, a mail, a lamp
    print(notice["type"], notice["data"]["fleet"], notice["data"]["what"], sep=": ", flush=True)


server = HTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver)
print("listening on port", server.server_port, flush=True)
server.serve_forever()
