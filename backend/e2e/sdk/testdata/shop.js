'use strict';
// What every script of this shop needs. Usage: node SCRIPT.js HOST CONTROL KEYFILE KEYID ALGORITHM [MORE]…
//   HOST       host:port of the API, always https
//   CONTROL    address of the sandbox's control API
//   KEYFILE    the private key, PEM
//   KEYID      its id; without a SANDBOX- prefix the SDK puts the environment into the path
//   ALGORITHM  a name, or "default" for what the SDK takes by itself
//   MORE       for the script itself
// Each answer is printed as one line of JSON: {"step", "status", "body"}.

const { randomUUID } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { WebStoreClient } = require('@amazonpay/amazon-pay-api-sdk-nodejs');

const [host, control, keyFile, publicKeyId, algorithm, ...more] = process.argv.slice(2);

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

// press is the buyer's press of a button: the SDK signs its payload, and the form is the one that checkout.js posts.
async function press(productType, body) {
  const { merchantId } = await ask('merchant');
  const payloadJSON = JSON.stringify(body);
  const fields = {
    payloadJSON, signature: amazon.generateButtonSignature(payloadJSON), publicKeyId, merchantId, productType,
    ledgerCurrency: 'JPY', checkoutLanguage: 'ja_JP', environment: 'SANDBOX',
  };
  if (algorithm !== 'default') fields.algorithm = algorithm;
  const form = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, [value]]));
  return (await ask('initiate', { form })).id;
}

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

// The amount is a number here, as in the SDK's own tests (protocol 3).
const update = (amount, paymentIntent) => ({
  webCheckoutDetails: { checkoutResultReturnUrl: 'https://shop.example.jp/result' },
  paymentDetails: { paymentIntent, canHandlePendingAuthorization: false, chargeAmount: { amount, currencyCode: 'JPY' } },
  merchantMetadata: { merchantReferenceId: 'ORDER-77', merchantStoreName: '見本商店', noteToBuyer: 'ありがとうございます 🍵' },
});

// chosen, paid and completed are sessions of 3,980 yen that have come so far.
async function chosen(card) {
  const { data } = await amazon.createCheckoutSession(await payload(), once());
  await choose(data.checkoutSessionId, { card });
  return data.checkoutSessionId;
}

async function paid(intent, card = '1111') {
  const session = await chosen(card);
  await amazon.updateCheckoutSession(session, update(3980, intent));
  await ask('pay', { sessionId: session });
  return session;
}

async function completed(intent) {
  const { data } = await amazon.completeCheckoutSession(await paid(intent), { chargeAmount: yen(3980) });
  return data;
}

module.exports = {
  amazon, ask, choose, chosen, completed, more, once, paid, payload, press, print, report, update, yen,
};
