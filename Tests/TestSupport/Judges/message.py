"""Reads a message with Python's email package and says, as JSON, what is in it."""
import base64
import email
import email.policy
import email.utils
import json
import sys
from email.header import decode_header, make_header


def mailboxes(field):
    """Names by the older, thorough way: the newer one leaves blanks between encoded words of names."""
    pairs = email.utils.getaddresses([field.replace("\r\n", "")])
    return [[str(make_header(decode_header(name))), address] for name, address in pairs]


raw = open(sys.argv[1], "rb").read()
message = email.message_from_bytes(raw, policy=email.policy.SMTP)
strict = email.message_from_bytes(raw, policy=email.policy.compat32)
body = message.get_body(preferencelist=("plain",))
page = message.get_body(preferencelist=("html",))
result = {
    "fields": [[name, str(value)] for name, value in message.items()],
    "addresses": {
        name: mailboxes(strict[name]) for name in ("From", "To", "Cc", "Reply-To") if strict[name]
    },
    "date": message["Date"].datetime.isoformat() if message["Date"] else "",
    "types": [part.get_content_type() for part in message.walk()],
    "text": body.get_content().replace("\r\n", "\n") if body else "",
    "html": page.get_content() if page else "",
    "files": [
        {"name": part.get_filename(), "oldName": part.get_param("name", header="content-type"),
         "type": part.get_content_type(), "bytes": base64.b64encode(part.get_payload(decode=True)).decode()}
        for part in message.iter_attachments()
    ],
    "defects": [str(d) for part in strict.walk() for d in part.defects]
    + [str(d) for value in message.values() for d in value.defects],
    "longestLine": max(len(line) for line in raw.split(b"\r\n")),
    "loneLineEnds": raw.replace(b"\r\n", b"").count(b"\r") + raw.replace(b"\r\n", b"").count(b"\n"),
    "isASCII": all(byte < 128 for byte in raw),
}
json.dump(result, sys.stdout, ensure_ascii=True)
