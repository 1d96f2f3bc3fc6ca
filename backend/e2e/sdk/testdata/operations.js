'use strict';
// What a shop calls beside the payment itself.
const { amazon, ask, completed, once, press, report, yen } = require('./shop.js');

async function buyer() {
  const { storeId } = await ask('merchant');
  const signIn = await press('SignIn', {
    signInReturnUrl: 'https://shop.example.jp/signin', storeId,
    signInScopes: ['name', 'email', 'postalCode', 'shippingAddress', 'phoneNumber'],
  });
  const { redirect } = await ask('signIn', { signInId: signIn, buyer: 'taro' });
  await report('buyer', amazon.getBuyer(new URL(redirect).searchParams.get('buyerToken')));
  await report('unknown buyer', amazon.getBuyer('nobody'));
}

async function permission() {
  const { chargePermissionId } = await completed('Confirm');
  await report('update permission', amazon.updateChargePermission(chargePermissionId, {
    merchantMetadata: { merchantReferenceId: '注文-78', noteToBuyer: '二回に分けてお送りします' },
  }));
  const { chargeId } = await report('charge', amazon.createCharge(
    { chargePermissionId, chargeAmount: yen(3980), captureNow: false, canHandlePendingAuthorization: false }, once(),
  ));
  await report('charge in progress', amazon.getChargePermission(chargePermissionId));
  await report('capture a part', amazon.captureCharge(chargeId, { captureAmount: yen(3000) }, once()));
  await report('a part is left', amazon.getChargePermission(chargePermissionId));
  const reason = { closureReason: '残りは在庫切れのため', cancelPendingCharges: false }; // DELETE with a body
  await report('close', amazon.closeChargePermission(chargePermissionId, reason));
  await report('close twice', amazon.closeChargePermission(chargePermissionId, reason));
  await report('update closed', amazon.updateChargePermission(chargePermissionId, { merchantMetadata: { noteToBuyer: 'もう遅い' } }));
}

async function pendingCharges() {
  const { chargePermissionId, chargeId } = await completed('Authorize');
  await report('close with charges', amazon.closeChargePermission(
    chargePermissionId, { closureReason: 'ご注文取消しのため', cancelPendingCharges: true },
  ));
  await report('canceled with it', amazon.getCharge(chargeId));
}

buyer().then(permission).then(pendingCharges);
