'use strict';
// A shop's address for notifications that follows AWS's published rule for SNS messages and nothing else.
// Usage: node validator.js [ORIGIN]
// It trusts certificates of SNS's own hosts, and of ORIGIN when one is given. Prints {"step": "listening"} with its
// address, then for each message whether it is genuine. Ends with its standard input.

const { createVerify, X509Certificate } = require('node:crypto');
const http = require('node:http');
const https = require('node:https');

const [origin] = process.argv.slice(2);
const snsHost = /^sns\.[a-zA-Z0-9-]{3,}\.amazonaws\.com(\.cn)?$/;
const signedKeys = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
};
const algorithms = { 1: 'RSA-SHA1', 2: 'RSA-SHA256' };

const print = (step, status, body) => console.log(JSON.stringify({ step, status, body }));

function fetchCertificate(address) {
  const url = new URL(address);
  if (url.protocol !== 'https:' || !url.pathname.endsWith('.pem') || !(snsHost.test(url.hostname) || url.origin === origin)) {
    throw new Error('the certificate is not at a trusted address');
  }
  return new Promise((resolve, reject) => {
    https.get(url, (answer) => {
      let pem = '';
      answer.setEncoding('utf8').on('data', (part) => { pem += part; }).on('end', () => resolve(new X509Certificate(pem)));
    }).on('error', reject);
  });
}

async function verify(message) {
  const certificate = await fetchCertificate(message.SigningCertURL);
  const text = signedKeys[message.Type].filter((key) => key in message).map((key) => `${key}\n${message[key]}\n`).join('');
  const verifier = createVerify(algorithms[message.SignatureVersion]).update(text, 'utf8');
  if (!verifier.verify(certificate.publicKey, message.Signature, 'base64')) throw new Error('the signature is not genuine');
}

const server = http.createServer((request, answer) => {
  let body = '';
  request.setEncoding('utf8').on('data', (part) => { body += part; }).on('end', async () => {
    const seen = { headers: request.headers };
    try {
      const message = JSON.parse(body);
      await verify(message);
      Object.assign(seen, { version: message.SignatureVersion, message: JSON.parse(message.Message) });
    } catch (error) {
      seen.error = error.message;
    }
    answer.statusCode = seen.error ? 403 : 200;
    answer.end();
    print('message', answer.statusCode, seen);
  });
});

server.listen(0, '127.0.0.1', () => print('listening', 0, { url: `http://127.0.0.1:${server.address().port}/ipn` }));
process.stdin.resume().on('end', () => process.exit(0));
