(() => {
// checkout.js of the Amazon Pay sandbox.
//
// Defines window.amazon.Pay as shops know it: renderButton, initCheckout,
// bindChangeAction, signout, and the declarative <div data-amazonpay-merchant-id>.
// Everything leads to the hosted pages of the origin this file came from. It is
// plain ES2019 and works under a strict content security policy: no inline style,
// no inline script, no evaluation. The files of checkout/, one after the other in
// one function, are assets/checkout.js; change them there.
//
// What differs from the real one: it knows Japan only, never opens a popup, sends
// no statistics and does not ask whether a live merchant account is active.
'use strict';

const hostedPages = new URL(document.currentScript.src).origin;

const CURRENCIES = ['JPY'];
const LANGUAGES = ['ja_JP', 'en_US'];
const PLACEMENTS = ['Home', 'Product', 'Cart', 'Checkout', 'Other'];
const PRODUCT_TYPES = ['PayAndShip', 'PayOnly', 'SignIn', 'Donation', 'PayAndShipMultiAddress'];
const COLORS = ['Gold', 'LightGray', 'DarkGray'];
const CHANGE_ACTIONS = ['changeAddress', 'changePayment'];
const COMPACT_DESIGN = 'C0001';
const DEFAULT_ALGORITHM = 'AMZN-PAY-RSASSA-PSS';

const TEXTS = {
  ja_JP: {pay: 'Amazonアカウントでお支払い', signIn: 'Amazonアカウントでログイン', sandbox: 'サンドボックス'},
  en_US: {pay: 'Pay with your Amazon account', signIn: 'Sign in with your Amazon account', sandbox: 'Sandbox'},
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

// signout acts only where a button has been; these two remember it.
function rememberRegion(settings) {
  const oneDay = 'path=/; max-age=86400; SameSite=Lax';
  document.cookie = `language=${settings.language}; ${oneDay}`;
  document.cookie = `ledgerCurrency=${settings.ledgerCurrency}; ${oneDay}`;
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

function post(settings, config, fields) {
  leaving = true;
  setTimeout(() => { leaving = false; }, LEAVING_MS);
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
    apaySessionSet: '',
  };
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
  const response = await fetch(url, {method});
  if (!response.ok) fail(`createCheckoutSession: ${url} answered ${response.status}.`);
  const answer = await response.json();
  if (typeof extract === 'function') return extract(answer);
  if (isText(extract)) return answer[extract];
  return answer.amazonCheckoutSessionId || answer.checkoutSessionId;
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
  @media (forced-colors: active) {
    .amazonpay-button-view1 { background: ButtonFace; color: ButtonText; border-color: ButtonText; }
    .amazonpay-button-view1:focus-visible { outline-color: Highlight; }
  }
`);

const drawn = new WeakMap(); // host element → AbortController of its listeners

function drawButton(host, settings, activate) {
  if (drawn.has(host)) drawn.get(host).abort();
  const controller = new AbortController();
  drawn.set(host, controller);

  const signIn = settings.productType === 'SignIn';
  const sandbox = isSandbox(settings, settings.createCheckoutSessionConfig || settings.signInConfig);
  const texts = TEXTS[settings.language];
  const label = signIn ? texts.signIn : texts.pay;
  const name = `Amazon Pay - ${label}${sandbox ? ` (${texts.sandbox})` : ''}`;
  host.style.position = 'relative';
  host.setAttribute('role', 'button');
  host.setAttribute('aria-label', name);
  host.title = label;
  if (!signIn) host.classList.add(`amazonpay-button-parent-container-checkout-${settings.merchantId}`);

  const part = (className, ...children) => {
    const element = document.createElement('div');
    element.className = className;
    element.append(...children);
    return element;
  };
  const view1 = part('amazonpay-button-view1', part('logo', signIn ? 'amazon' : 'amazon pay'));
  view1.tabIndex = 0;
  view1.setAttribute('role', 'button');
  view1.setAttribute('aria-label', name);
  if (sandbox) view1.append(part('mark', 'SANDBOX'));
  view1.append(part('chevrons', '››'));
  const container = part('amazonpay-button-container', view1);
  container.classList.add(settings.compact ? 'Gold' : settings.color);
  if (!signIn && !settings.compact) {
    container.classList.add('with-tagline');
    container.append(part('amazonpay-button-view3', label));
  }
  const root = host.shadowRoot || host.attachShadow({mode: 'open'});
  root.adoptedStyleSheets = [buttonStyle];
  root.replaceChildren(container);

  const {signal} = controller;
  host.addEventListener('click', activate, {signal});
  host.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.repeat) activate(event);
  }, {signal});
  keepSize(host, signal);
}

// The size that a host of this size gets: 200 × 45 where there is none, never
// above 600 wide, and between 2.6 and 10 times as wide as high.
function buttonSize(width, height) {
  const w = width < 113 ? 200 : Math.min(width, 600);
  const h = height < 42 ? 45 : Math.min(height, 600 / 2.6);
  return {width: w, height: Math.max(42, Math.min(Math.max(h, w / 10), w / 2.6))};
}

function keepSize(host, signal) {
  if (getComputedStyle(host).display === 'inline') host.style.display = 'inline-block';
  const own = {width: host.style.width, height: host.style.height};
  const fit = () => {
    Object.assign(host.style, own, {maxWidth: '600px'});
    const size = buttonSize(host.offsetWidth, host.offsetHeight);
    if (size.width !== host.offsetWidth) host.style.width = `${size.width}px`;
    if (size.height !== host.offsetHeight) host.style.height = `${size.height}px`;
  };
  fit();
  const observer = new ResizeObserver(fit);
  observer.observe(host);
  signal.addEventListener('abort', () => {
    observer.disconnect();
    Object.assign(host.style, own);
  });
}

// window.amazon.Pay (protocol 7.2 and 7.5).

function renderButton(selector, options) {
  const host = findElement(selector);
  const settings = readOptions(options);
  rememberRegion(settings);
  const updateButtonInfo = (price) => {
    settings.estimatedOrderAmount = price === undefined ? undefined : readAmount(price);
  };
  if (settings.productType === 'SignIn') {
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

function bindChangeAction(selector, options) {
  const element = findElement(selector);
  if (!isObject(options)) fail('options are required.');
  const query = new URLSearchParams({
    amazonCheckoutSessionId: requireText('amazonCheckoutSessionId', options.amazonCheckoutSessionId),
    changeAction: requireOneOf('changeAction', options.changeAction, CHANGE_ACTIONS),
    viewType: 'redirectView',
  });
  element.addEventListener('click', (event) => {
    event.preventDefault();
    location.assign(`${hostedPages}/checkout/initiate_auth?${query}`);
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

window.amazon = window.amazon || {};
window.amazon.Pay = {renderButton, initCheckout, bindChangeAction, signout};
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', renderAllDeclared);
else renderAllDeclared();
})();
