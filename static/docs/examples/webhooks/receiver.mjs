// Takes Noren's messages into a folder, each once. A program of your own works them off and moves them away into a second folder,
// done/. Wherever one stands, the same id is not taken again.
//
//   NOREN_WEBHOOK_SECRET=whsec_… NOREN_INBOX=/var/lib/shop/inbox PORT=8080 node receiver.mjs

import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { existsSync, linkSync, unlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";

const key = Buffer.from((process.env.NOREN_WEBHOOK_SECRET ?? "").slice("whsec_".length), "base64");
const inbox = process.env.NOREN_INBOX;
if (key.length < 24 || !inbox) throw new Error("NOREN_WEBHOOK_SECRET and NOREN_INBOX must be set");

function fromNoren(id, timestamp, signatures, body) {
  if (!/^[\w-]{1,100}$/.test(id) || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(Date.now() / 1000 - timestamp) > 5 * 60) return false; // too old to be true
  const wanted = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest();
  return signatures.split(" ").some((signature) => { // two, while the secret is being changed
    if (!signature.startsWith("v1,")) return false;
    const given = Buffer.from(signature.slice("v1,".length), "base64");
    return given.length === wanted.length && timingSafeEqual(given, wanted); // takes the same time for every wrong one
  });
}

// Keeps a message, unless it is there already. A link is made whole or not at all, and only once.
function keep(id, body) {
  if (existsSync(`${inbox}/done/${id}.json`)) return;
  const draft = `${inbox}/draft-${randomUUID()}`;
  writeFileSync(draft, body);
  try {
    linkSync(draft, `${inbox}/${id}.json`);
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  } finally {
    unlinkSync(draft);
  }
}

async function receive(request) {
  const parts = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > 64 * 1024) return 413;
    parts.push(part);
  }
  const body = Buffer.concat(parts);
  const header = (name) => request.headers[name] ?? "";
  const id = header("webhook-id");
  if (!fromNoren(id, header("webhook-timestamp"), header("webhook-signature"), body)) return 401;
  keep(id, body);
  return 204; // at once: the work is done later
}

const server = createServer(async (request, response) => {
  const status = await receive(request).catch((error) => {
    console.error(error);
    return 503; // it comes again
  });
  response.writeHead(status).end();
});
server.listen(process.env.PORT, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
