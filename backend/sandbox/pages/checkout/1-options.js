// checkout.js of the Amazon Pay sandbox.
//
// Defines window.amazon.Pay and window.amazon.buywithprime as shops know them, and
// the declarative <div data-amazonpay-merchant-id>. Everything leads to the hosted
// pages of the origin this file came from. It is plain ES2020 and works under a
// strict content security policy: no inline style, no inline script, no
// evaluation. The files of checkout/, one after the other in one function, are
// assets/checkout.js; change them there.
//
// What differs from the real one: it knows Japan only, never opens a popup and
// sends no statistics.
'use strict';

const hostedPages = new URL(document.currentScript.src).origin;

const CURRENCIES = ['JPY'];
const LANGUAGES = ['ja_JP', 'en_US'];
const PLACEMENTS = ['Home', 'Product', 'Cart', 'Checkout', 'Other'];
const PRODUCT_TYPES = ['PayAndShip', 'PayOnly', 'SignIn', 'Donation', 'PayAndShipMultiAddress'];
const COLORS = ['Gold', 'LightGray', 'DarkGray'];
const CHANGE_ACTIONS = ['changeAddress', 'changePayment'];
const UPGRADE_ACTIONS = ['recurringUpgrade', 'recurringUpdate'];
const COMPACT_DESIGN = 'C0001';
const DEFAULT_ALGORITHM = 'AMZN-PAY-RSASSA-PSS';

const TEXTS = {
  ja_JP: {
    pay: 'Amazonアカウントでお支払い', signIn: 'Amazonアカウントでログイン', sandbox: 'サンドボックス',
    inactive: '現在、このショップではAmazon Payをご利用いただけません。',
  },
  en_US: {
    pay: 'Pay with your Amazon account', signIn: 'Sign in with your Amazon account', sandbox: 'Sandbox',
    inactive: 'Amazon Pay is not available in this shop at the moment.',
  },
};

// Shops catch strings here, not Error objects.
function fail(text) {
  throw `AmazonPay:\n${text}`;
}

const isText = (value) => typeof value === 'string' && value !== '';
const isObject = (value) => typeof value === 'object' && value !== null;

function requireText(name, value) {
  if (!isText(value)) fail(`${name} is required.`);
  return value;
}

function requireOneOf(name, value, allowed) {
  if (!allowed.includes(value)) fail(`${name} must be one of ${allowed.join(', ')}.`);
  return value;
}

function findElement(selector) {
  const element = selector instanceof Element ? selector : document.querySelector(selector);
  if (!element) fail(`No element matches the selector ${selector}.`);
  return element;
}

// The settings of one button. Unknown options are ignored.
function readOptions(options) {
  if (!isObject(options)) fail('options are required.');
  const settings = {
    merchantId: requireText('merchantId', options.merchantId),
    ledgerCurrency: requireOneOf('ledgerCurrency', options.ledgerCurrency, CURRENCIES),
    placement: requireOneOf('placement', options.placement, PLACEMENTS),
    productType: requireOneOf('productType', options.productType || 'PayAndShip', PRODUCT_TYPES),
    language: requireOneOf('checkoutLanguage', options.checkoutLanguage || browserLanguage(), LANGUAGES),
    color: COLORS.includes(options.buttonColor) ? options.buttonColor : 'Gold',
    compact: options.design === COMPACT_DESIGN,
    publicKeyId: options.publicKeyId,
    sandbox: options.sandbox,
    scopes: options.scopes,
    platformConnectionId: options.platformConnectionId,
  };
  if (settings.publicKeyId !== undefined) requireText('publicKeyId', settings.publicKeyId);
  requireConsistentSandbox(settings);
  return withSession(settings, options);
}

function requireConsistentSandbox({sandbox, publicKeyId}) {
  if (sandbox === undefined) return;
  if (typeof sandbox !== 'boolean') fail('sandbox must be true or false.');
  const prefix = sandbox ? 'LIVE-' : 'SANDBOX-';
  if (isText(publicKeyId) && publicKeyId.startsWith(prefix)) {
    fail(`sandbox is ${sandbox}, but publicKeyId begins with ${prefix}.`);
  }
}

// What a checkout is started with: given with the button, or later to the
// initCheckout of a decoupled button.
function withSession(settings, options) {
  const session = {
    createCheckoutSession: options.createCheckoutSession,
    createCheckoutSessionConfig: readConfig('createCheckoutSessionConfig', options, settings),
    signInConfig: readConfig('signInConfig', options, settings),
  };
  const old = session.createCheckoutSession;
  if (old !== undefined && typeof old !== 'function' && !(isObject(old) && isText(old.url))) {
    fail('createCheckoutSession must be a function or an object with url.');
  }
  if (options.estimatedOrderAmount !== undefined) {
    session.estimatedOrderAmount = readAmount(options.estimatedOrderAmount);
  }
  return {...settings, ...session};
}

function readConfig(name, options, settings) {
  const config = options[name];
  if (config === undefined || config === null) return undefined;
  if (!isObject(config)) fail(`${name} must be an object.`);
  requireText(`${name}.payloadJSON`, config.payloadJSON);
  requireText(`${name}.signature`, config.signature);
  if (!isText(config.publicKeyId) && !isText(settings.publicKeyId)) {
    fail(`${name}.publicKeyId is required.`);
  }
  return config;
}

// A wrong amount only costs the shop the amount, never the button.
function readAmount(price) {
  const decimals = isObject(price) && price.currencyCode === 'JPY' ? '' : '(\\.\\d{1,2})?';
  const valid = isObject(price) && /^[A-Z]{3}$/.test(price.currencyCode) &&
    new RegExp(`^\\d+${decimals}$`).test(String(price.amount)) && Number(price.amount) > 0;
  if (!valid) {
    console.error('AmazonPay:\nestimatedOrderAmount is not valid and is left out.');
    return undefined;
  }
  return {amount: price.amount, currencyCode: price.currencyCode};
}

function browserLanguage() {
  for (const language of navigator.languages || []) {
    const known = LANGUAGES.find((name) => name.slice(0, 2) === language.slice(0, 2).toLowerCase());
    if (known) return known;
  }
  return LANGUAGES[0];
}

function isSandbox({sandbox, publicKeyId}, config) {
  if (sandbox !== undefined) return sandbox;
  return [publicKeyId, config && config.publicKeyId].some((id) => isText(id) && id.startsWith('SANDBOX-'));
}
