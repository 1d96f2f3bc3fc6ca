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
