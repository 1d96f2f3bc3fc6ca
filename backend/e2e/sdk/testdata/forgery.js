'use strict';
// The SDK signs and sends as always; on the way out one bit is changed. Beside each answer stands the canonical
// request that the SDK signed, listened off from its hashing.
const crypto = require('node:crypto');
const axios = require('axios');

let signed;
const { createHash } = crypto;
crypto.createHash = (...algorithm) => {
  const hash = createHash(...algorithm);
  const { update } = hash;
  hash.update = (text, ...encoding) => {
    if (/^(GET|PATCH|POST) ?\n/.test(text)) signed = text;
    return update.call(hash, text, ...encoding);
  };
  return hash;
};

const { amazon, once, payload, print, update } = require('./shop.js');

let tamper = () => {};
axios.interceptors.request.use((request) => {
  tamper(request);
  return request;
});

async function send(step, call, change) {
  tamper = change;
  const { status, data } = await call().catch((error) => error.response);
  print(step, status, { ...data, signed });
}

function flipSignature(request) {
  const [head, signature] = request.headers.authorization.split('Signature=');
  const bytes = Buffer.from(signature, 'base64');
  bytes[100] ^= 1;
  request.headers.authorization = `${head}Signature=${bytes.toString('base64')}`;
}

async function main() {
  const { checkoutSessionId: session } = (await amazon.createCheckoutSession(await payload(), once())).data;
  const get = () => amazon.getCheckoutSession(session);
  const patch = () => amazon.updateCheckoutSession(session, update(3980, 'Authorize'));

  await send('get', get, () => {});
  await send('get, signature', get, flipSignature);
  await send('get, path', get, (request) => { request.url = request.url.replace(/.$/, (c) => (c === '0' ? '1' : '0')); });
  await send('get, date', get, (request) => {
    request.headers['x-amz-pay-date'] = request.headers['x-amz-pay-date'].replace(/\dZ/, (c) => `${(Number(c[0]) + 1) % 10}Z`);
  });
  await send('patch, signature', patch, flipSignature);
  await send('patch, body', patch, (request) => { request.data = request.data.replace('3980', '2980'); });
  await send('patch', patch, () => {});
}

main();
