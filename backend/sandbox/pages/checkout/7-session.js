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
