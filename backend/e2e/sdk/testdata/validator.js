'use strict';
// A shop's address for notifications that follows AWS's published rule for SNS messages and nothing else.
// Usage: node validator.js [ORIGIN AUTHORITY]
// It trusts certificates and links of SNS's own hosts, and of ORIGIN when one is given; those certificates must have been
// issued by AUTHORITY, a PEM file. A genuine SubscriptionConfirmation is confirmed. Prints {"step": "listening"} with its
// address, then for each message whether it is genuine. Ends with its standard input.

const { createVerify, X509Certificate } = require('node:crypto');
const { readFileSync } = require('node:fs');
const http = require('node:http');
const https = require('node:https');

const [origin, authorityFile] = process.argv.slice(2);
const authority = authorityFile && new X509Certificate(readFileSync(authorityFile));
const snsHost = /^sns\.[a-zA-Z0-9-]{3,}\.amazonaws\.com(\.cn)?$/;
const confirmation = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
const signedKeys = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: confirmation,
  UnsubscribeConfirmation: confirmation,
};
const algorithms = { 1: 'RSA-SHA1', 2: 'RSA-SHA256' };

const print = (step, status, body) => console.log(JSON.stringify({ step, status, body }));

function get(address) {
  const url = new URL(address);
  if (url.protocol !== 'https:' || !(snsHost.test(url.hostname) || url.origin === origin)) {
    throw new Error(`${url.origin} is not trusted`);
  }
  return new Promise((resolve, reject) => {
    https.get(url, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part) => { text += part; }).on('end', () => resolve({ status: answer.statusCode, text }));
    }).on('error', reject);
  });
}

async function fetchCertificate(address) {
  if (!new URL(address).pathname.endsWith('.pem')) throw new Error('the address is not that of a certificate');
  const certificate = new X509Certificate((await get(address)).text);
  if (authority && !(certificate.checkIssued(authority) && certificate.verify(authority.publicKey))) {
    throw new Error('the certificate is of another authority');
  }
  if (new Date(certificate.validFrom) > new Date() || new Date(certificate.validTo) < new Date()) {
    throw new Error('the certificate is out of date');
  }
  return certificate;
}

async function verify(message) {
  const certificate = await fetchCertificate(message.SigningCertURL);
  const text = signedKeys[message.Type].filter((key) => key in message).map((key) => `${key}\n${message[key]}\n`).join('');
  const verifier = createVerify(algorithms[message.SignatureVersion]).update(text, 'utf8');
  if (!verifier.verify(certificate.publicKey, message.Signature, 'base64')) throw new Error('the signature is not genuine');
}

// receive is what the shop does with a message; it throws unless the message is genuine.
async function receive(message) {
  await verify(message);
  const seen = { type: message.Type, version: message.SignatureVersion, topic: message.TopicArn };
  if (message.Type === 'Notification') return { ...seen, message: JSON.parse(message.Message) };
  if (message.Type === 'SubscriptionConfirmation') return { ...seen, confirmed: (await get(message.SubscribeURL)).status };
  return seen;
}

const server = http.createServer((request, answer) => {
  let body = '';
  request.setEncoding('utf8').on('data', (part) => { body += part; }).on('end', async () => {
    const { headers } = request;
    const seen = await Promise.resolve(body).then(JSON.parse).then(receive).catch((error) => ({ error: error.message }));
    answer.statusCode = seen.error ? 403 : 200;
    answer.end();
    print('message', answer.statusCode, { headers, ...seen });
  });
});

server.listen(0, '127.0.0.1', () => print('listening', 0, { url: `http://127.0.0.1:${server.address().port}/ipn` }));
process.stdin.resume().on('end', () => process.exit(0));
