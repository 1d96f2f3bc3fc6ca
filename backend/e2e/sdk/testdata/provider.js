'use strict';
// A solution provider acts for a merchant and opens accounts. It is told MERCHANTID, STOREID and MWSAUTHTOKEN.
const { amazon, completed, more, once, payload, print, report } = require('./shop.js');

const [merchantId, storeId, mwsAuthToken] = more;

async function delegation() {
  const { authorizationToken } = await report('token', amazon.getAuthorizationToken(mwsAuthToken, merchantId));
  await report('unknown token', amazon.getAuthorizationToken('amzn.mws.11111111-2222-3333-4444-555555555555', merchantId));
  const delegated = { 'x-amz-pay-authtoken': authorizationToken }; // the SDK signs it
  const body = { ...await payload(), storeId };
  const session = await report('for the merchant', amazon.createCheckoutSession(body, { ...once(), ...delegated }));
  await report('with the token', amazon.getCheckoutSession(session.checkoutSessionId, delegated));
  await report('without the token', amazon.getCheckoutSession(session.checkoutSessionId));
  await report('forged token', amazon.getCheckoutSession(session.checkoutSessionId, { 'x-amz-pay-authtoken': `${authorizationToken}A` }));
}

async function charge() {
  const { chargeId } = await completed('Authorize');
  await report('update charge', amazon.updateCharge(chargeId, { statusDetails: { state: 'Canceled', reasonCode: 'ExpiredUnused' } }));
}

async function account() {
  const uniqueReferenceId = 'partner-1';
  const { merchantAccountId, authorizationToken } = await report('open account', amazon.createMerchantAccount({
    uniqueReferenceId,
    ledgerCurrency: 'JPY',
    businessInfo: {
      email: 'owner@shop.example.jp', businessType: 'CORPORATE', businessLegalName: '株式会社見本', businessDisplayName: '見本商店',
      businessAddress: { addressLine1: '見本区見本町1-2-3', stateOrRegion: '東京都', postalCode: '100-0001', countryCode: 'JP' },
      countryOfEstablishment: 'JP',
    },
    defaultStore: { domainUrls: ['https://shop.example.jp'], storeName: '見本商店', privacyPolicyUrl: 'https://shop.example.jp/privacy' },
  }, once()));
  const delegated = { 'x-amz-pay-authtoken': authorizationToken };
  await report('update account', amazon.updateMerchantAccount(merchantAccountId, { businessInfo: { businessDisplayName: '見本商店 本店' } }, delegated));
  await report('other entity', amazon.updateMerchantAccount(merchantAccountId, { businessInfo: { businessLegalName: '別の会社' } }, delegated));
  const claim = await amazon.merchantAccountClaim(merchantAccountId, { uniqueReferenceId }); // the SDK does not follow it
  print('claim', claim.status, { location: claim.headers.location });
  await report('delete account', amazon.deleteAmazonPayAccount(merchantAccountId));
  await report('account is gone', amazon.updateMerchantAccount(merchantAccountId, {}, {}));
}

delegation().then(charge).then(account);
