package sandbox

import (
	"reflect"
	"regexp"
)

// deliveryTracker is the request of POST /deliveryTrackers, and its answer (protocol 3.7).
type deliveryTracker struct {
	AmazonOrderReferenceID *string          `json:"amazonOrderReferenceId,omitempty"` // the older name of the next
	ChargePermissionID     *string          `json:"chargePermissionId,omitempty"`
	DeliveryDetails        []deliveryDetail `json:"deliveryDetails"`
}

type deliveryDetail struct {
	TrackingNumber string `json:"trackingNumber"`
	CarrierCode    string `json:"carrierCode"`
}

// carrierCode has the shape of Amazon's codes, of which there are hundreds. Those of Japan are JAPAN_POST, SAGAWA,
// SEINO and TAQBIN_JP.
var (
	carrierCode    = regexp.MustCompile(`^[A-Z0-9_]{1,50}$`)
	trackingNumber = regexp.MustCompile(`^[A-Za-z0-9 -]{1,100}$`)
)

func (d *deliveryTracker) check() *Error {
	switch {
	case deref(d.ChargePermissionID) == "" && deref(d.AmazonOrderReferenceID) == "":
		return missing("chargePermissionId")
	case d.ChargePermissionID != nil && d.AmazonOrderReferenceID != nil:
		return refuse(400, "InvalidParameterCombination", "chargePermissionId and amazonOrderReferenceId are the same field; send one.")
	case len(d.DeliveryDetails) == 0:
		return missing("deliveryDetails")
	}
	for _, parcel := range d.DeliveryDetails {
		switch {
		case parcel.TrackingNumber == "":
			return missing("deliveryDetails.trackingNumber")
		case parcel.CarrierCode == "":
			return missing("deliveryDetails.carrierCode")
		case !trackingNumber.MatchString(parcel.TrackingNumber):
			return invalid("deliveryDetails.trackingNumber")
		case !carrierCode.MatchString(parcel.CarrierCode):
			return invalid("deliveryDetails.carrierCode")
		}
	}
	return nil
}

// createDeliveryTracker is POST /deliveryTrackers: checked and echoed; there is no Alexa to tell the buyer
// (protocol 12.8).
func (c *call) createDeliveryTracker() (int, any, *Error) {
	var request deliveryTracker
	if wrong := decode(c.body, &request, reflect.TypeFor[deliveryTracker]()); wrong != nil {
		return 0, nil, wrong
	}
	if wrong := request.check(); wrong != nil {
		return 0, nil, wrong
	}
	p, wrong := c.permission(deref(request.ChargePermissionID) + deref(request.AmazonOrderReferenceID))
	if wrong != nil {
		return 0, nil, wrong
	}
	c.record(Event{
		Subject: SubjectPermission, ID: p.id, MerchantID: p.merchantID, SessionID: p.sessionID, State: "shipped",
		Detail: request.DeliveryDetails[0].CarrierCode + " " + request.DeliveryDetails[0].TrackingNumber,
	})
	return 200, request, nil
}
