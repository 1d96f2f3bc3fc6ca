'use strict';
// What Amazon refuses, and what it repeats.
const { amazon, ask, chosen, completed, once, paid, payload, report, yen } = require('./shop.js');

async function sessions() {
  await report('unknown session', amazon.getCheckoutSession('3f0c9c2e-5b7a-4f0e-9d2b-0a1b2c3d4e5f'));
  await report('unknown charge', amazon.getCharge('S03-0000000-0000000-C000000'));
  const open = await chosen('1111');
  await report('not paid', amazon.completeCheckoutSession(open, { chargeAmount: yen(3980) }));
  await report('decimals', amazon.updateCheckoutSession(open, { paymentDetails: { chargeAmount: yen('39.80') } }));
  await report('unknown field', amazon.updateCheckoutSession(open, { 備考: 'なし' }));
  await report('not an object', amazon.updateCheckoutSession(open, '[]'));

  const session = await paid('Authorize');
  await report('other amount', amazon.completeCheckoutSession(session, { chargeAmount: yen(3981) }));
  await report('this amount', amazon.completeCheckoutSession(session, { chargeAmount: yen(3980) }));
  await report('completed before', amazon.completeCheckoutSession(session, { chargeAmount: yen(3980) }));

  const declined = await paid('Authorize', '3434');
  await report('declined', amazon.getCheckoutSession(declined));
  await report('complete declined', amazon.completeCheckoutSession(declined, { chargeAmount: yen(3980) }));
}

async function idempotency() {
  const key = once();
  const body = await payload();
  await report('first', amazon.createCheckoutSession(body, key));
  await report('again', amazon.createCheckoutSession(body, key));
  await report('other body', amazon.createCheckoutSession({ ...body, supplementaryData: '別の注文' }, key));
  await report('no key', amazon.createCheckoutSession(body));
  await report('long key', amazon.createCheckoutSession(body, { 'x-amz-pay-idempotency-key': 'k'.repeat(33) }));
  // The SDK signs a caller's header under the caller's capitals.
  await report('capitals', amazon.createCheckoutSession(body, { 'X-Amz-Pay-Idempotency-Key': 'Capitals-1' }));
}

async function charges() {
  const { chargePermissionId, chargeId } = await completed('Authorize');
  await report('capture too much', amazon.captureCharge(chargeId, { captureAmount: yen(3981) }, once()));
  await report('refund uncaptured', amazon.createRefund({ chargeId, refundAmount: yen(1) }, once()));
  const reason = { cancellationReason: '在庫切れのため' };
  await report('cancel', amazon.cancelCharge(chargeId, reason)); // DELETE with a body
  await report('cancel twice', amazon.cancelCharge(chargeId, reason));
  await report('close', amazon.closeChargePermission(chargePermissionId, { closureReason: '在庫切れのため', cancelPendingCharges: false }));

  const confirmed = await completed('Confirm');
  const charge = { chargePermissionId: confirmed.chargePermissionId, chargeAmount: yen(1000), captureNow: true };
  const simulate = (code) => ({ ...once(), 'x-amz-pay-simulation-code': code });
  await report('soft decline', amazon.createCharge(charge, simulate('SoftDeclined')));
  await report('no such simulation', amazon.createCharge(charge, simulate('Sunshine')));
  const { chargeId: part } = await report('charge', amazon.createCharge(charge, once()));
  await report('too much in all', amazon.createCharge({ ...charge, chargeAmount: yen(2981) }, once()));
  await report('refund too much', amazon.createRefund({ chargeId: part, refundAmount: yen(1151) }, once()));
  await report('refund with allowance', amazon.createRefund({ chargeId: part, refundAmount: yen(1150) }, once()));
}

// The SDK means to retry and never does (protocol 5.4), so the shop sees each 429.
async function throttling() {
  const { chargeId } = await completed('Authorize');
  await ask('fault', { operation: 'GetCharge', kind: 'throttle', retryAfter: '5s', count: 1 });
  await report('throttled', amazon.getCharge(chargeId));
  await report('not throttled', amazon.getCharge(chargeId));
}

sessions().then(idempotency).then(charges).then(throttling);
