// A payment by the official Node SDK, as a shop would write it: create, get, update, complete, capture, refund, an
// error. The buyer is played over the control API. Prints one JSON line per answer.
import {createRequire} from 'node:module';
import {readFileSync} from 'node:fs';

const [modules, host, control, publicKeyId, keyFile, algorithm] = process.argv.slice(2);
const SDK = createRequire(modules + '/')('@amazonpay/amazon-pay-api-sdk-nodejs');

const config = {
  publicKeyId, privateKey: readFileSync(keyFile), region: 'jp', overrideServiceUrl: host,
};
if (algorithm) config.algorithm = algorithm;
const pay = new SDK.WebStoreClient(config);
const storeId = 'amzn1.application-oa2-client.5a4db0c500000000000000000000f00d';
const yen = (amount) => ({amount, currencyCode: 'JPY'});
let keys = 0;
const key = () => ({'x-amz-pay-idempotency-key': 'node' + process.pid + 'n' + ++keys});

async function step(name, call) {
  let response;
  try {
    response = await call;
  } catch (error) {
    response = error.response || error;
  }
  const body = typeof response.data === 'string' ? JSON.parse(response.data) : response.data;
  console.log(JSON.stringify({name, status: response.status, body}));
  return body;
}

async function buyer(action, input) {
  const answer = await fetch(control + '/' + action, {
    method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify(input),
  });
  if (!answer.ok) throw new Error(action + ': ' + await answer.text());
}

const created = await step('create', pay.createCheckoutSession({
  webCheckoutDetails: {checkoutReviewReturnUrl: 'https://shop.example.jp/review'},
  storeId, merchantMetadata: {merchantStoreName: '見本商店'},
}, key()));
const id = created.checkoutSessionId;
await buyer('choose', {sessionId: id, buyer: 'hanako'});
await step('get', pay.getCheckoutSession(id));
await step('update', pay.updateCheckoutSession(id, {
  webCheckoutDetails: {checkoutResultReturnUrl: 'https://shop.example.jp/result'},
  paymentDetails: {paymentIntent: 'Authorize', canHandlePendingAuthorization: false, chargeAmount: yen(3980)},
  merchantMetadata: {merchantReferenceId: '注文-77'},
}));
await buyer('pay', {sessionId: id});
const done = await step('complete', pay.completeCheckoutSession(id, {chargeAmount: yen('3980')}));
await step('permission', pay.getChargePermission(done.chargePermissionId));
await step('capture', pay.captureCharge(done.chargeId, {captureAmount: yen('3000')}, key()));
const refund = await step('refund', pay.createRefund({chargeId: done.chargeId, refundAmount: yen('500')}, key()));
await step('getRefund', pay.getRefund(refund.refundId));
await step('close', pay.closeChargePermission(done.chargePermissionId, {closureReason: '完了', cancelPendingCharges: false}));
await step('missing', pay.getCharge('S03-0000000-0000000-C000000'));
