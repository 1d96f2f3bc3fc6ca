// What shops see.

window.amazon = window.amazon || {};
window.amazon.Pay = {
  renderButton, initCheckout, bindChangeAction, bindUpgradeAction, signout, switchAccount,
  changePaymentMethod, changeShippingAddress, changeAccount,
};
window.amazon.buywithprime = {initCheckout, changePaymentMethod, changeShippingAddress, changeAccount};
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', renderAllDeclared);
else renderAllDeclared();
