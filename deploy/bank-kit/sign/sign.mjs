// node sign.mjs SECRET MESSAGE_ID UNIX_SECONDS BODY_FILE: prints the value of the header webhook-signature.
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [secret, id, timestamp, bodyFile] = process.argv.slice(2);
const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
// Signed are the bytes that go over the wire: read them once, sign them, send them, never write the JSON anew in between.
const body = readFileSync(bodyFile);
const mac = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
console.log(`v1,${mac}`);
