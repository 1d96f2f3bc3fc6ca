(() => {
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

// Leaving for the hosted pages: one form post, as protocol 7.4 lists its fields.

// signout acts only where a button has been; the first two remember it.
function rememberRegion(settings) {
  const oneDay = 'path=/; max-age=86400; SameSite=Lax';
  document.cookie = `language=${settings.language}; ${oneDay}`;
  document.cookie = `ledgerCurrency=${settings.ledgerCurrency}; ${oneDay}`;
}

// The visit before this one may have set it: a form tells what was there.
function rememberSession() {
  document.cookie = 'apay-session-set=true; path=/; max-age=31536000; Secure; SameSite=Lax';
}

const cookie = (name) => (new RegExp(`(?:^|; )${name}=([^;]+)`).exec(document.cookie) || [])[1];

// A second click while the browser is leaving sends nothing. The lock opens
// again when the page comes back from the back/forward cache, and after a
// while, because the shopper may have stopped the navigation.
const LEAVING_MS = 3000;
let leaving = false;
window.addEventListener('pageshow', (event) => { leaving = leaving && !event.persisted; });

function start(settings) {
  if (leaving) return undefined;
  if (settings.productType === 'SignIn') {
    if (!settings.signInConfig) fail('signInConfig is required.');
    return post(settings, settings.signInConfig, signedFields(settings, settings.signInConfig));
  }
  const config = settings.createCheckoutSessionConfig;
  const price = {estimatedOrderAmount: JSON.stringify(settings.estimatedOrderAmount || {})};
  if (config) return post(settings, config, {...signedFields(settings, config), ...price});
  if (!settings.createCheckoutSession) fail('createCheckoutSessionConfig is required.');
  leaving = true;
  return sessionFromShop(settings.createCheckoutSession).then(
    (id) => post(settings, null, {amazonCheckoutSessionId: id, ...price}),
  ).catch((reason) => {
    leaving = false;
    throw reason;
  });
}

// payloadJSON is sent as it came: the signature is over these very characters.
function signedFields(settings, config) {
  const publicKeyId = config.publicKeyId || settings.publicKeyId;
  const fields = {
    payloadJSON: config.payloadJSON,
    signature: config.signature,
    publicKeyId,
    algorithm: config.algorithm || DEFAULT_ALGORITHM,
    publicKeyIdMismatch: String(isText(settings.publicKeyId) && publicKeyId !== settings.publicKeyId),
  };
  if (isText(config.authorizationToken)) fields.authorizationToken = config.authorizationToken;
  return fields;
}

function lockWhileLeaving() {
  leaving = true;
  setTimeout(() => { leaving = false; }, LEAVING_MS);
}

function post(settings, config, fields) {
  lockWhileLeaving();
  const all = {
    ...fields,
    merchantId: settings.merchantId,
    ledgerCurrency: settings.ledgerCurrency,
    checkoutLanguage: settings.language,
    productType: settings.productType,
    environment: isSandbox(settings, config) ? 'SANDBOX' : 'LIVE',
    scopes: settings.scopes === undefined ? '' : String(settings.scopes),
    merchantDomain: location.hostname,
    origin_url: location.href,
    viewType: 'redirectView',
    weblabData: '',
    apaySessionSet: cookie('apay-session-set') || '',
  };
  rememberSession();
  if (isText(settings.platformConnectionId)) all.platformConnectionId = settings.platformConnectionId;
  submitForm(`${hostedPages}/checkout/initiate`, all);
}

function submitForm(action, fields) {
  const name = 'amazonpay-checkout-signature-data-form';
  document.querySelectorAll(`form[name="${name}"]`).forEach((form) => form.remove());
  const form = document.createElement('form');
  // Shops in Shift_JIS or EUC-JP send UTF-8 all the same.
  Object.assign(form, {name, action, method: 'POST', acceptCharset: 'UTF-8', hidden: true});
  for (const [field, value] of Object.entries(fields)) {
    form.append(Object.assign(document.createElement('input'), {type: 'hidden', name: field, value}));
  }
  document.body.append(form);
  form.submit();
}

// The older way: the shop's server has made the session and tells its id.
async function sessionFromShop(source) {
  const given = await (typeof source === 'function' ? source() : source);
  const id = isObject(given) ? await fetchSession(given) : given;
  if (!isText(id)) fail('createCheckoutSession gave no amazonCheckoutSessionId.');
  return id;
}

async function fetchSession({url, method = 'POST', extractAmazonCheckoutSessionId: extract}) {
  const answer = await ask(method, url);
  if (typeof extract === 'function') return extract(answer);
  if (isText(extract)) return answer[extract];
  return answer.amazonCheckoutSessionId || answer.checkoutSessionId;
}

// An XMLHttpRequest without body, answered by JSON.
function ask(method, url, {withCredentials = false} = {}) {
  return new Promise((resolve, reject) => {
    const refuse = (what) => reject(`AmazonPay:\n${url} ${what}.`);
    const request = Object.assign(new XMLHttpRequest(), {
      onerror: () => refuse('cannot be reached'),
      onload: () => {
        if (request.status < 200 || request.status > 299) return refuse(`answered ${request.status}`);
        try {
          return resolve(JSON.parse(request.responseText));
        } catch {
          return refuse('did not answer in JSON');
        }
      },
    });
    request.open(method, url);
    request.withCredentials = withCredentials;
    request.send();
  });
}
// The drawn button (protocol 7.3).

const buttonStyle = new CSSStyleSheet();
buttonStyle.replaceSync(`
  .amazonpay-button-container {
    position: absolute; inset: 0; container-type: size;
    font: 500 16px/1 system-ui, -apple-system, "Hiragino Sans", "Noto Sans CJK JP", sans-serif;
    cursor: pointer; user-select: none; text-align: center;
    --top: #f7dfa5; --bottom: #f0c14b; --edge: #a88734; --over-top: #f5d78e; --over-bottom: #eeb933;
  }
  .LightGray { --top: #f7f8fa; --bottom: #e7e9ec; --edge: #adb1b8; --over-top: #e6e9ef; --over-bottom: #d9dce1; }
  .DarkGray { --top: #71777d; --bottom: #444c54; --edge: #3d444c; --over-top: #64696f; --over-bottom: #393f47; }
  .Inactive { --top: #d5d9d9; --bottom: #d5d9d9; --edge: #8d9096; --over-top: #d5d9d9; --over-bottom: #d5d9d9; cursor: not-allowed; }
  .amazonpay-button-view1 {
    box-sizing: border-box; height: 100%; color: #111; border: 1px solid var(--edge); border-radius: 3px;
    background: linear-gradient(var(--top), var(--bottom)); box-shadow: inset 0 1px 0 rgb(255 255 255 / .4);
    display: flex; align-items: center; justify-content: center; gap: .35em; white-space: nowrap; overflow: hidden;
    font-size: min(22px, 8cqw, 42cqh);
  }
  .with-tagline .amazonpay-button-view1 { height: 65%; font-size: min(22px, 8cqw, 38cqh); }
  .amazonpay-button-view1:hover { background: linear-gradient(var(--over-top), var(--over-bottom)); }
  .amazonpay-button-view1:active { background: var(--bottom); }
  .amazonpay-button-view1:focus-visible { outline: 2px solid #111; outline-offset: 1px; box-shadow: 0 0 0 5px #fff; }
  .DarkGray .amazonpay-button-view1 { color: #fff; }
  .mark { font-size: .55em; padding: .2em .45em; border: 1px solid currentColor; border-radius: 2px; }
  .chevrons { font-size: .9em; letter-spacing: -.1em; }
  .amazonpay-button-view3 {
    height: 25%; margin-top: 10cqh;
    font-size: min(11px, 5cqw, 22cqh); white-space: nowrap; overflow: hidden;
  }
  .notice {
    position: absolute; z-index: 1; inset-inline: 0; top: calc(100% + 4px); padding: 8px 10px;
    border: 1px solid #8d9096; border-radius: 3px; background: #fff; color: #111;
    font: 13px/1.5 system-ui, -apple-system, "Hiragino Sans", "Noto Sans CJK JP", sans-serif;
    text-align: start; word-break: auto-phrase;
  }
  .notice:empty { display: none; }
  @media (forced-colors: active) {
    .amazonpay-button-view1 { background: ButtonFace; color: ButtonText; border-color: ButtonText; }
    .amazonpay-button-view1:focus-visible { outline-color: Highlight; }
    .Inactive .amazonpay-button-view1 { color: GrayText; border-color: GrayText; }
  }
`);

const drawn = new WeakMap(); // host element → AbortController of its listeners

const isSignIn = (settings) => settings.productType === 'SignIn';

function drawButton(host, settings, activate) {
  if (drawn.has(host)) drawn.get(host).abort();
  const controller = new AbortController();
  drawn.set(host, controller);
  const {signal} = controller;

  describeHost(host, settings);
  const container = buttonParts(settings);
  const notice = part('notice');
  notice.setAttribute('role', 'status');
  const root = host.shadowRoot || host.attachShadow({mode: 'open'});
  root.adoptedStyleSheets = [buttonStyle];
  root.replaceChildren(container, notice);

  let active = true;
  const press = (event) => {
    if (active) return activate(event);
    notice.textContent = TEXTS[settings.language].inactive;
    return undefined;
  };
  host.addEventListener('click', press, {signal});
  host.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.repeat) press(event);
  }, {signal});
  keepSize(host, signal);
  whenInactive(settings, () => {
    active = false;
    container.classList.replace(colorOf(settings), 'Inactive');
  });
}

const colorOf = (settings) => (settings.compact ? 'Gold' : settings.color);

const inSandbox = (settings) => isSandbox(settings, settings.createCheckoutSessionConfig || settings.signInConfig);

function buttonName(settings) {
  const texts = TEXTS[settings.language];
  const label = isSignIn(settings) ? texts.signIn : texts.pay;
  return {label, name: `Amazon Pay - ${label}${inSandbox(settings) ? ` (${texts.sandbox})` : ''}`};
}

function describeHost(host, settings) {
  const {label, name} = buttonName(settings);
  host.style.position = 'relative';
  host.setAttribute('role', 'button');
  host.setAttribute('aria-label', name);
  host.title = label;
  if (!isSignIn(settings)) host.classList.add(`amazonpay-button-parent-container-checkout-${settings.merchantId}`);
}

function part(className, ...children) {
  const element = document.createElement('div');
  element.className = className;
  element.append(...children);
  return element;
}

function buttonParts(settings) {
  const {label, name} = buttonName(settings);
  const view1 = part('amazonpay-button-view1', part('logo', isSignIn(settings) ? 'amazon' : 'amazon pay'));
  view1.tabIndex = 0;
  view1.setAttribute('role', 'button');
  view1.setAttribute('aria-label', name);
  if (inSandbox(settings)) view1.append(part('mark', 'SANDBOX'));
  view1.append(part('chevrons', '››'));
  const container = part(`amazonpay-button-container ${colorOf(settings)}`, view1);
  if (!isSignIn(settings) && !settings.compact) {
    container.classList.add('with-tagline');
    container.append(part('amazonpay-button-view3', label));
  }
  return container;
}
// The size of the button (protocol 7.3).

const HIGHEST = 600 / 2.6;

// A host that is too small to begin with gets the default, one that is too large the largest.
function firstSize(width, height) {
  return {
    width: width < 113 ? 200 : Math.min(width, 600),
    height: height < 42 ? 45 : Math.min(height, HIGHEST),
  };
}

// Whatever becomes of the host later: never smaller than the smallest, and 2.6 to 10 times as wide as high.
function keptSize(width, height) {
  const w = Math.min(Math.max(width, 113), 600);
  return {width: w, height: Math.min(Math.max(height, 42, w / 10), w / 2.6)};
}

// Nothing is done to a host that is not displayed: its size is not known yet.
function keepSize(host, signal) {
  const {display, width, height} = host.style;
  if (getComputedStyle(host).display === 'inline') host.style.display = 'inline-block';
  const fit = (sizeOf) => {
    const drawnAs = getComputedStyle(host);
    const box = {width: parseFloat(drawnAs.width), height: parseFloat(drawnAs.height)};
    const size = sizeOf(box.width, box.height);
    for (const side of ['width', 'height']) {
      if (Math.abs(size[side] - box[side]) > 0.05) host.style[side] = `${size[side]}px`;
    }
  };
  let rules = [firstSize, keptSize];
  const follow = () => {
    if (host.getClientRects().length === 0) return;
    rules.forEach(fit);
    rules = [keptSize];
  };
  follow();
  const observer = new ResizeObserver(follow);
  observer.observe(host);
  signal.addEventListener('abort', () => {
    observer.disconnect();
    Object.assign(host.style, {display, width, height});
  });
}
// What the script asks by itself when it draws a button (protocol 7.4).

// A live account that is not active gets a grey button. An answer that does not come changes nothing.
async function whenInactive(settings, then) {
  if (inSandbox(settings)) return;
  const {storeId, domain} = whatPayloadSays(settings);
  const query = new URLSearchParams({
    ledgerCurrency: settings.ledgerCurrency, originDomain: location.hostname, storeId, returnDomain: domain,
  });
  const path = `/merchantAccount/${encodeURIComponent(settings.merchantId)}/accountStatus`;
  const answer = await ask('GET', `${hostedPages}${path}?${query}`).catch(() => ({}));
  if (answer.merchantAccountStatus && answer.merchantAccountStatus !== 'ACTIVE') then();
}

// Store and domain are known only to a button that has its payload already.
function whatPayloadSays({createCheckoutSessionConfig, signInConfig}) {
  try {
    const payload = JSON.parse((createCheckoutSessionConfig || signInConfig).payloadJSON);
    const target = payload.signInReturnUrl || payload.webCheckoutDetails.checkoutReviewReturnUrl ||
      payload.webCheckoutDetails.checkoutResultReturnUrl;
    return {storeId: payload.storeId || '', domain: new URL(target).hostname};
  } catch {
    return {storeId: '', domain: ''};
  }
}

// The trials that Amazon makes on desktops. Nothing depends on the answer: this script never opens a popup.
function askForTrials(settings) {
  if (/Android|iPhone|iPad|Mobile/.test(navigator.userAgent)) return;
  const query = new URLSearchParams({
    countryOfEstablishment: 'JP', ledgerCurrency: settings.ledgerCurrency,
    isSandbox: String(inSandbox(settings)), merchantId: settings.merchantId,
  });
  ask('GET', `${hostedPages}/abTestV2?${query}`, {withCredentials: true}).catch(() => undefined);
}
// Buttons and starting without one (protocol 7.2 and 7.5).

function renderButton(selector, options) {
  const host = findElement(selector);
  const settings = readOptions(options);
  rememberRegion(settings);
  askForTrials(settings);
  const updateButtonInfo = (price) => {
    settings.estimatedOrderAmount = price === undefined ? undefined : readAmount(price);
  };
  if (isSignIn(settings)) {
    drawButton(host, settings, () => start(settings));
    return undefined;
  }
  if (settings.createCheckoutSessionConfig || settings.createCheckoutSession) {
    drawButton(host, settings, () => start(settings));
    return {updateButtonInfo};
  }
  let handler = () => undefined;
  drawButton(host, settings, (event) => handler(event));
  return {
    updateButtonInfo,
    onClick(callback) {
      if (typeof callback !== 'function') fail('onClick needs a function.');
      handler = callback;
    },
    initCheckout(session) {
      if (!isObject(session)) fail('options are required.');
      return start(withSession(settings, session));
    },
  };
}

// Unlike a button it neither takes a publicKeyId beside the config nor sees the
// environment from a key's prefix.
function initCheckout(options) {
  const settings = readOptions({sandbox: false, ...options, publicKeyId: undefined});
  rememberRegion(settings);
  return start(settings);
}

// A <div data-amazonpay-merchant-id> is a button without any script of the shop.
function renderDeclared(element) {
  const data = element.dataset;
  const {payload, signature, publicKeyId, amount, currencyCode} = data;
  const config = payload ? {payloadJSON: payload, signature, publicKeyId} : undefined;
  const button = renderButton(element, {
    merchantId: data.amazonpayMerchantId,
    ledgerCurrency: data.ledgerCurrency,
    sandbox: data.sandbox === undefined ? undefined : data.sandbox === 'true',
    checkoutLanguage: data.language,
    productType: data.productType,
    placement: data.placement,
    design: data.design,
    buttonColor: data.buttonColor,
    publicKeyId,
    estimatedOrderAmount: amount ? {amount, currencyCode} : undefined,
    [data.productType === 'SignIn' ? 'signInConfig' : 'createCheckoutSessionConfig']: config,
  });
  if (button && button.onClick) button.onClick(() => window.amznButtonClickHandler(button));
}

function renderAllDeclared() {
  for (const element of document.querySelectorAll('div[data-amazonpay-merchant-id]')) {
    try {
      renderDeclared(element);
    } catch (reason) {
      console.error(reason); // one wrong button must not cost the others
    }
  }
}
// What shops do with a session, a permission or a sign-in that exists (protocol 7.5).

function bindChangeAction(selector, options) {
  const element = findElement(selector);
  if (!isObject(options)) fail('options are required.');
  const address = changeAddressOf(options, requireOneOf('changeAction', options.changeAction, CHANGE_ACTIONS));
  onClick(element, () => location.assign(address));
}

const changePaymentMethod = (options) => changeAtOnce(options, 'changePayment');
const changeShippingAddress = (options) => changeAtOnce(options, 'changeAddress');
const changeAccount = (options) => changeAtOnce(options, 'changeAccount');

function changeAtOnce(options, changeAction) {
  if (!isObject(options)) fail('options are required.');
  location.assign(`${changeAddressOf(options, changeAction)}&skipPreorderPage=true`);
}

function changeAddressOf({amazonCheckoutSessionId}, changeAction) {
  requireText('amazonCheckoutSessionId', amazonCheckoutSessionId);
  const query = new URLSearchParams({amazonCheckoutSessionId, changeAction, viewType: 'redirectView'});
  return `${hostedPages}/checkout/initiate_auth?${query}`;
}

function bindUpgradeAction(selector, options) {
  const element = findElement(selector);
  if (!isObject(options)) fail('options are required.');
  const fields = {
    payloadJSON: requireText('payloadJSON', options.payloadJSON),
    signature: requireText('signature', options.signature),
    publicKeyId: requireText('publicKeyId', options.publicKeyId),
    algorithm: options.algorithm || DEFAULT_ALGORITHM,
    upgradeAction: requireOneOf('upgradeAction', options.upgradeAction, UPGRADE_ACTIONS),
  };
  onClick(element, () => {
    if (leaving) return;
    lockWhileLeaving();
    submitForm(`${hostedPages}/checkout/initiate`, fields);
  });
}

// Shops bind these to links too.
function onClick(element, act) {
  element.addEventListener('click', (event) => {
    event.preventDefault();
    act();
  });
}

// Synchronous on purpose: shops rely on being signed out when it returns.
function signout(callback) {
  const language = cookie('language');
  if (!language || !cookie('ledgerCurrency')) return;
  const request = new XMLHttpRequest();
  request.open('GET', `${hostedPages}/checkout/signout?language=${encodeURIComponent(language)}`, false);
  request.withCredentials = true;
  let signedOut = false;
  try {
    request.send();
    signedOut = JSON.parse(request.responseText).result === true;
  } catch {
    // reported below, like an answer that says no
  }
  if (!signedOut) fail('Signing out failed.');
  if (typeof callback === 'function') callback();
}

// Signs out and in again: the shop gets the token of another buyer.
function switchAccount(options) {
  if (!isObject(options)) fail('options are required.');
  const merchantId = requireText('merchantId', options.merchantId);
  const placement = requireOneOf('placement', options.placement, PLACEMENTS);
  const config = readConfig('SignInConfig', options, {});
  if (!config) fail('SignInConfig is required.');
  const query = new URLSearchParams({
    ...signedFields({}, config),
    merchantId,
    placement,
    ledgerCurrency: cookie('ledgerCurrency') || CURRENCIES[0],
    checkoutLanguage: cookie('language') || browserLanguage(),
    environment: isSandbox(options, config) ? 'SANDBOX' : 'LIVE',
    origin_url: location.href,
  });
  location.assign(`${hostedPages}/checkout/switch-account?${query}`);
}
// What shops see.

window.amazon = window.amazon || {};
window.amazon.Pay = {
  renderButton, initCheckout, bindChangeAction, bindUpgradeAction, signout, switchAccount,
  changePaymentMethod, changeShippingAddress, changeAccount,
};
window.amazon.buywithprime = {initCheckout, changePaymentMethod, changeShippingAddress, changeAccount};
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', renderAllDeclared);
else renderAllDeclared();
})();
