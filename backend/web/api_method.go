package web

import (
	"context"

	"noren/backend/web/shopapi"
)

// ListPaymentMethods are the shop's, as the register page has them (R3-10), and the groups of goods (R3-11).
func (a shopServer) ListPaymentMethods(ctx context.Context, _ shopapi.ListPaymentMethodsRequestObject) (shopapi.ListPaymentMethodsResponseObject, error) {
	settings, err := a.site.Shops.Settings(ctx, callerOf(ctx).shop)
	if err != nil {
		return nil, err
	}
	answer := shopapi.ListPaymentMethods200JSONResponse{
		Methods: make([]shopapi.PaymentMethod, 0, len(settings.Methods)), Groups: make([]shopapi.PaymentGroup, 0, len(settings.Groups)),
	}
	for _, method := range settings.Methods {
		answer.Methods = append(answer.Methods, shopapi.PaymentMethod{Id: method.ID, Name: method.Name, Shown: method.Shown})
	}
	for _, group := range settings.Groups {
		answer.Groups = append(answer.Groups, shopapi.PaymentGroup{Id: group.ID, Name: group.Name, AmazonPay: group.AmazonPay})
	}
	return answer, nil
}
