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
