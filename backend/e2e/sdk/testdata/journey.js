'use strict';
// A whole payment: button, choose, update, pay, complete, capture, refund, and what it looks like in between.
const { amazon, ask, once, payload, press, print, report, update, yen } = require('./shop.js');

async function main() {
  const session = await press('PayAndShip', await payload());
  await report('begun', amazon.getCheckoutSession(session));
  print('choose', 0, await ask('choose', { sessionId: session, buyer: 'taro', address: 'home', card: '1111' }));
  await report('chosen', amazon.getCheckoutSession(session));
  await report('update', amazon.updateCheckoutSession(session, update(3980, 'Authorize')));
  print('pay', 0, await ask('pay', { sessionId: session }));

  const done = await report('complete', amazon.completeCheckoutSession(session, { chargeAmount: yen(3980) }));
  await report('permission', amazon.getChargePermission(done.chargePermissionId));
  await report('authorized', amazon.getCharge(done.chargeId));
  await report('capture', amazon.captureCharge(done.chargeId, { captureAmount: yen(3980) }, once()));
  const refund = await report('refund', amazon.createRefund({ chargeId: done.chargeId, refundAmount: yen(500) }, once()));
  await report('refunding', amazon.getRefund(refund.refundId));
  await ask('advance', { by: '30s' });
  await report('refunded', amazon.getRefund(refund.refundId));
  await report('captured', amazon.getCharge(done.chargeId));
}

main();
