
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
