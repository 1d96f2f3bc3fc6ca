// Sends the shopper to Amazon, once. Whoever comes here by the back button is sent on back to the shop.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("launch").textContent);
  const flag = "launched:" + location.pathname + location.search;
  const link = document.getElementById("link");

  const remembered = () => {
    try {
      return sessionStorage.getItem(flag) !== null;
    } catch {
      return false;
    }
  };
  const back = () => {
    history.back();
    setTimeout(() => location.replace(data.back), 800);
  };
  const fail = () => {
    document.body.dataset.state = "failed";
    link.focus();
  };
  const go = () => {
    try {
      sessionStorage.setItem(flag, "1");
    } catch {
      // Without storage the navigation type still tells.
    }
    if (data.change) {
      const button = document.createElement("button");
      button.id = "change";
      button.hidden = true;
      document.body.append(button);
      amazon.Pay.bindChangeAction("#change", { amazonCheckoutSessionId: data.session, changeAction: data.change });
      button.click();
      return;
    }
    amazon.Pay.initCheckout({
      merchantId: data.merchantId,
      ledgerCurrency: data.ledgerCurrency,
      sandbox: data.sandbox,
      checkoutLanguage: data.checkoutLanguage,
      productType: data.productType,
      placement: data.placement,
      publicKeyId: data.config.publicKeyId,
      ...(data.amount && { estimatedOrderAmount: { amount: data.amount, currencyCode: data.ledgerCurrency } }),
      [data.productType === "SignIn" ? "signInConfig" : "createCheckoutSessionConfig"]: data.config,
    });
  };

  addEventListener("pageshow", (event) => {
    if (event.persisted) back();
  });
  const navigation = performance.getEntriesByType("navigation")[0];
  if (remembered() || (navigation && navigation.type === "back_forward")) {
    back();
    return;
  }
  if (!window.amazon || !window.amazon.Pay) {
    fail();
    return;
  }
  try {
    go();
  } catch (error) {
    console.error(error);
    fail();
  }
})();
