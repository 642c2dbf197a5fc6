"""An SMTP server on loopback that behaves as it is told; it ends when its standard input does.

Its first line of output is the port. Each message that it takes is written to FOLDER as 1.eml, 2.eml, … with 1.json,
which holds the envelope. Standard error gets one line a command, so that tests see what was said.
"""
import argparse
import asyncio
import json
import os
import socket
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

options = argparse.ArgumentParser()
options.add_argument("folder")
options.add_argument("--certificate")
options.add_argument("--key")
options.add_argument("--tls", choices=["none", "starttls", "tls"], default="none")
options.add_argument("--login", help="user:password")
options.add_argument("--answers", default="250 OK", help="to DATA, one a message, the last for all further ones; |")
options.add_argument("--refuse", default="", help="an address that is answered with 550")
options.add_argument("--postpone", type=int, default=0, help="connections whose MAIL FROM is answered with 451")
options.add_argument("--drop-after", type=int, default=0, help="bytes of DATA after which the line is cut")
options.add_argument("--drops", type=int, default=1 << 30, help="connections whose line is cut")
options.add_argument("--mute", action="store_true", help="takes the whole message, then cuts the line unanswered")
options.add_argument("--stall", type=float, default=0, help="seconds between the end of DATA and its answer")
options.add_argument("--slow", type=float, default=0, help="seconds before each answer to MAIL FROM")
options.add_argument("--limit", type=int, default=1 << 28, help="bytes of a message")
given = options.parse_args()
context = None
if given.certificate:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(given.certificate, given.key)
state = {"taken": 0, "postponed": 0, "dropped": 0}


class Handler:
    async def handle_MAIL(self, server, session, envelope, address, mail_options):
        await asyncio.sleep(given.slow)
        if state["postponed"] < given.postpone:
            state["postponed"] += 1
            return "451 4.3.2 try again later"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address == given.refuse:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if given.mute:
            server.transport.abort()
            return "250 OK"
        await asyncio.sleep(given.stall)
        answers = given.answers.split("|")
        answer = answers[min(state["taken"], len(answers) - 1)]
        state["taken"] += 1
        if answer.startswith("2"):
            name = os.path.join(given.folder, str(state["taken"]))
            with open(name + ".eml", "wb") as file:
                file.write(envelope.original_content)
            with open(name + ".json", "w") as file:
                json.dump({"from": envelope.mail_from, "to": envelope.rcpt_tos, "hello": session.host_name,
                           "isEncrypted": session.ssl is not None or given.tls == "tls"}, file)
        return answer


def authenticate(server, session, envelope, mechanism, data):
    user, _, password = given.login.partition(":")
    isRight = data.login == user.encode() and data.password == password.encode()
    return AuthResult(success=isRight, handled=False)


class Server(SMTP):
    """Cuts the line in the middle of DATA when told to."""

    def data_received(self, data):
        isInside = getattr(self, "isInside", False)
        self.received = getattr(self, "received", 0) + (len(data) if isInside else 0)
        if isInside and given.drop_after and self.received > given.drop_after and state["dropped"] < given.drops:
            state["dropped"] += 1
            self.isInside = False
            self.transport.abort()
            return
        super().data_received(data)

    async def smtp_DATA(self, arg):
        self.isInside, self.received = True, 0
        print("DATA", file=sys.stderr, flush=True)
        await super().smtp_DATA(arg)
        self.isInside = False


def make():
    return Server(
        Handler(), hostname="loopback.example.org", data_size_limit=given.limit,
        tls_context=context if given.tls == "starttls" else None, require_starttls=given.tls == "starttls",
        authenticator=authenticate if given.login else None, auth_required=bool(given.login),
        auth_require_tls=given.tls == "starttls")


async def main():
    loop = asyncio.get_running_loop()
    line = socket.socket()
    line.bind(("127.0.0.1", 0))
    await loop.create_server(make, sock=line, ssl=context if given.tls == "tls" else None)
    print(line.getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    os._exit(0)


asyncio.run(main())
