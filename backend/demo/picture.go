package demo

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/draw"
	"image/png"

	"noren/backend/audit"
)

// saveSettings enters the shop's settings, with a payment image of its own making (R3-5).
func (d *Demo) saveSettings(ctx context.Context) error {
	content, err := paymentImage()
	if err != nil {
		return err
	}
	picture, err := d.Backend.Shops.SaveImage(ctx, audit.CLI, d.ShopID, content)
	if err != nil {
		return err
	}
	settings := settings()
	settings.PaymentImage = picture.ID
	_, err = d.Backend.Shops.SaveSettings(ctx, audit.CLI, d.ShopID, settings)
	return err
}

// paymentImage is a drawing of two cards, for a place 60 CSS pixels high.
func paymentImage() ([]byte, error) {
	picture := image.NewNRGBA(image.Rect(0, 0, 204, 120))
	fill := func(r image.Rectangle, c color.Color) {
		draw.Draw(picture, r, image.NewUniform(c), image.Point{}, draw.Src)
	}
	for _, card := range []struct {
		at    image.Point
		paint color.NRGBA
	}{{image.Pt(56, 8), color.NRGBA{0xB9, 0xD4, 0xDE, 0xFF}}, {image.Pt(8, 28), color.NRGBA{0x2B, 0x5F, 0x75, 0xFF}}} {
		box := image.Rectangle{card.at, card.at.Add(image.Pt(140, 84))}
		for corner := range 8 { // a corner is cut by as many pixels as its row is from the edge
			fill(image.Rect(box.Min.X+8-corner, box.Min.Y+corner, box.Max.X-8+corner, box.Max.Y-corner), card.paint)
		}
		fill(image.Rect(box.Min.X, box.Min.Y+18, box.Max.X, box.Min.Y+34), color.NRGBA{0x1B, 0x30, 0x3A, 0xFF})
		fill(image.Rect(box.Min.X+14, box.Min.Y+52, box.Min.X+44, box.Min.Y+68), color.NRGBA{0xF2, 0xD4, 0x8A, 0xFF})
	}
	var out bytes.Buffer
	err := png.Encode(&out, picture)
	return out.Bytes(), err
}
