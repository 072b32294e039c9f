# python3 sign.py SECRET MESSAGE_ID UNIX_SECONDS BODY_FILE: prints the value of the header webhook-signature.
import base64
import hashlib
import hmac
import sys

secret, message_id, timestamp, body_file = sys.argv[1:]
key = base64.b64decode(secret.removeprefix("whsec_"))
# Signed are the bytes that go over the wire: read them once, sign them, send them, never write the JSON anew in between.
with open(body_file, "rb") as file:
    body = file.read()
mac = hmac.new(key, f"{message_id}.{timestamp}.".encode() + body, hashlib.sha256).digest()
print("v1," + base64.b64encode(mac).decode())
