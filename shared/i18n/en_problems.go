package i18n

import (
	"noren/shared/api"
	"noren/shared/display"
)

var problemsEnglish = map[api.Code]Problem{
	api.Internal:     {"This could not be completed", "Please try again in a little while. If you see this again, please contact the shop."},
	api.Invalid:      {"Please check what was entered", "Correct the fields shown, then try again."},
	api.BadJSON:      {"What was sent could not be read", "Please reload the page and try again."},
	api.TooLarge:     {"What was sent is too large", "Please reduce it, for example by splitting the cart, and try again."},
	api.NotFound:     {"This page was not found", "Please check the address, or start from the shop's top page."},
	api.Method:       {"This cannot be done here", "Please go back to the shop's page and try again."},
	api.TooMany:      {"There are very many requests right now", "Please wait a little and try again."},
	api.Unavailable:  {"This service is not available right now", "Please try again in a little while. Other payment methods can be used."},
	api.UnknownShop:  {"The shop could not be identified", "Please contact the shop. Other payment methods can be used."},
	api.WrongOrigin:  {"Amazon Pay cannot be used on this page", "Please start again from the shop's top page."},
	api.BadReturnTo:  {"The page to come back to could not be confirmed", "Please go back to the shop and try again. If you see this again, please contact the shop."},
	api.Unauthorized: {"Authentication failed", "Please check the secret key for the server API."},
	api.ScopeMissing: {"This secret key is not for that", "Please use a secret key that was made for this call of the server API."},

	api.CartInvalid:     {"The cart could not be confirmed", "Please reload the cart page and go on from there."},
	api.CartExpired:     {"The cart has expired", "Please reload the page and go on. The goods are still in the cart."},
	api.CartStale:       {"The cart has changed", "Please reload the page, check the new contents, and go on."},
	api.CartSum:         {"The cart's amounts could not be confirmed", "Please reload the cart page. If you see this again, please contact the shop."},
	api.SessionExpired:  {"This step has expired", "Please press the Amazon button again. Unless your order was already completed, nothing has been paid."},
	api.CodeInvalid:     {"We could not carry on from Amazon", "Please press the Amazon button again."},
	api.CheckoutUnknown: {"This checkout was not found", "Please go back to the cart and go on from there."},

	api.AmazonUnreachable: {"Amazon could not be reached", "Nothing has been paid. Please try again in a little while. Other payment methods can be used."},
	api.AmazonRefused:     {"Amazon Pay could not go on", "Nothing has been paid. Please try again, or choose another payment method."},
	api.PaymentDeclined:   {"The payment method that you chose could not be used", "Nothing has been paid. Please choose another card, or another payment method."},
	api.PaymentCancelled:  {"The payment at Amazon was stopped", "Nothing has been paid. To go on, please press the Amazon button again."},
	api.PaymentExpired:    {"The time for paying at Amazon has run out", "Nothing has been paid. Please press the Amazon button again."},
	api.PaymentPending:    {"We are checking your payment", "You will be told as soon as the result is known. There is no need to order again."},
	api.AlreadyPaid:       {"This order has already been placed", "There is no need to pay again. You will find the order on the completion page or in the confirmation mail."},
	api.InProgress:        {"This order is being paid in another window", "Please go on in the other window. If it was closed, please wait a little and try again."},
	api.Superseded:        {"This order went on in another window", "Please go on in the newer window. You may close this one."},
	api.NotConfirmable:    {"The order cannot be placed from this page", "Please go back to the cart and go on from there."},
	api.AddressMissing:    {"No delivery address has been chosen yet", "Please press “Choose from your Amazon address book” and choose one."},
	api.AddressChanged:    {"The delivery address has changed", "Nothing has been paid. Please check the new address and place the order again."},
	api.NumberTaken:       {"The order number could not be confirmed", "Nothing has been paid. Please go back to the cart and go on from there. If you see this again, please contact the shop."},
	api.TotalChanged:      {"The total to pay has changed", "Please check the new amount and place the order again."},
	api.NeedsAttention:    {"The shop is checking your payment", "The shop will contact you. There is no need to order again."},

	api.Hidden(display.NotRegistered):   {"Amazon Pay is not available in this shop yet", "Please choose another payment method."},
	api.Hidden(display.SwitchedOff):     {"Amazon Pay is not available right now", "Please choose another payment method."},
	api.Hidden(display.CartHidden):      {"Amazon Pay can be chosen at the register", "Please proceed to checkout."},
	api.Hidden(display.LinkingOff):      {"Signing in with an Amazon account is not available", "Please sign in with your member ID and password."},
	api.Hidden(display.BelowLimit):      {"The goods are below the amount for Amazon Pay", "Please add goods, or choose another payment method."},
	api.Hidden(display.AboveLimit):      {"The goods are above the amount for Amazon Pay", "Please split the order, or choose another payment method."},
	api.Hidden(display.GoodsRange):      {"Amazon Pay is available for goods from ¥1 to ¥1,000,000", "Please change the order, or choose another payment method."},
	api.Hidden(display.NothingToPay):    {"There is nothing to pay, so Amazon Pay is not needed", "Please go on with your order."},
	api.Hidden(display.TotalRange):      {"Amazon Pay is available for totals from ¥1 to ¥1,000,000", "Please change the order, or choose another payment method."},
	api.Hidden(display.KindNotAllowed):  {"Amazon Pay is not available for goods in this cart", "For subscriptions, clubs, proxy orders and the like, please choose another payment method."},
	api.Hidden(display.GroupNotAllowed): {"The cart has goods that cannot be paid with Amazon Pay", "Please order them separately, or choose another payment method."},
	api.Hidden(display.SPSiteOnPC):      {"On this page, Amazon Pay is for smartphones", "Please open it on a smartphone, or use the shop's page for PCs."},
	api.Hidden(display.NoCheckout):      {"No address and payment method have been chosen at Amazon yet", "Please choose them with the Amazon Pay button."},
	api.Hidden(display.NoCart):          {"The cart has not arrived yet", "Please put goods into the cart and reload the page."},
}
