'use strict';
// What every script of this shop needs. Usage: node SCRIPT.js HOST CONTROL KEYFILE KEYID ALGORITHM
//   HOST       host:port of the API, always https
//   CONTROL    address of the sandbox's control API
//   KEYFILE    the private key, PEM
//   KEYID      its id; without a SANDBOX- prefix the SDK puts the environment into the path
//   ALGORITHM  a name, or "default" for what the SDK takes by itself
// Each answer is printed as one line of JSON: {"step", "status", "body"}.

const { randomUUID } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { WebStoreClient } = require('@amazonpay/amazon-pay-api-sdk-nodejs');

const [host, control, keyFile, publicKeyId, algorithm] = process.argv.slice(2);

const config = { publicKeyId, privateKey: readFileSync(keyFile), region: 'jp', sandbox: true, overrideServiceUrl: host };
if (algorithm !== 'default') config.algorithm = algorithm;
const amazon = new WebStoreClient(config);

function print(step, status, body) {
  console.log(JSON.stringify({ step, status, body }));
}

// report prints what a call of the SDK came to, refused or not, and returns the answer's body.
async function report(step, call) {
  const answer = await call.catch((error) => {
    if (!error.response) throw error;
    return error.response;
  });
  print(step, answer.status, answer.data);
  return answer.data;
}

// ask calls the control API: with an input it acts, without it looks.
async function ask(name, input) {
  const options = input && {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(input),
  };
  const answer = await fetch(`${control}/${name}`, options);
  const body = await answer.json();
  if (!answer.ok) throw new Error(`control API, ${name}: ${answer.status} ${JSON.stringify(body)}`);
  return body;
}

const once = () => ({ 'x-amz-pay-idempotency-key': randomUUID().replaceAll('-', '') });
const yen = (amount) => ({ amount: String(amount), currencyCode: 'JPY' });

// payload is what a session begins with, by the API or by a button.
async function payload() {
  const { storeId } = await ask('merchant');
  return {
    webCheckoutDetails: { checkoutReviewReturnUrl: 'https://shop.example.jp/review' },
    storeId,
    scopes: ['name', 'email', 'phoneNumber', 'billingAddress'],
    deliverySpecifications: { addressRestrictions: { type: 'Allowed', restrictions: { JP: { statesOrRegions: ['東京都', 'Tokyo'] } } } },
  };
}

// choose is the buyer on Amazon's page, with a session that the shop's server made.
async function choose(checkoutSessionId, choice) {
  const { merchantId } = await ask('merchant');
  await ask('initiate', { form: { amazonCheckoutSessionId: [checkoutSessionId], merchantId: [merchantId] } });
  return ask('choose', { sessionId: checkoutSessionId, buyer: 'taro', address: 'home', card: '1111', ...choice });
}

const update = (amount, paymentIntent) => ({
  webCheckoutDetails: { checkoutResultReturnUrl: 'https://shop.example.jp/result' },
  paymentDetails: { paymentIntent, canHandlePendingAuthorization: false, chargeAmount: yen(amount) },
  merchantMetadata: { merchantReferenceId: 'ORDER-77', merchantStoreName: '見本商店', noteToBuyer: 'ありがとうございます 🍵' },
});

module.exports = { amazon, ask, choose, once, payload, print, report, update, yen };
