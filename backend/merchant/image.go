package merchant

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"noren/backend/audit"
	"noren/backend/store"
	"noren/backend/store/query"
)

// Image is a picture of a shop, as we have encoded it.
type Image struct {
	ID            string // from its content, so that what an id names never changes
	Kind          string // image/png or image/jpeg
	Width, Height int
	Content       []byte
}

// unusedImage is how long a picture stays that no settings name: somebody may still be about to save them.
const unusedImage = 24 * time.Hour

// SaveImage keeps a picture that somebody hands in, encoded anew, so that nothing is left in it but what is seen: no place, no
// camera, no hidden file. Pictures of the shop that neither settings nor draft have named for a day go. Errors: validate.Faults of
// the field paymentImage, ErrUnknownShop.
func (s *Shops) SaveImage(ctx context.Context, by audit.Actor, shop string, content []byte) (Image, error) {
	made, err := newImage(content)
	if err != nil {
		return Image{}, err
	}
	err = s.changeSettings(ctx, shop, func(q *query.Queries) error {
		before := int64(store.At(s.Now().Add(-unusedImage)))
		if err := q.DeleteUnusedImages(ctx, query.DeleteUnusedImagesParams{ShopID: shop, Before: before}); err != nil {
			return err
		}
		err := q.InsertImage(ctx, query.InsertImageParams{
			ShopID: shop, ID: made.ID, Kind: made.Kind, Width: int64(made.Width), Height: int64(made.Height), Content: made.Content, Now: s.now(),
		})
		if err != nil {
			return err
		}
		return audit.Write(ctx, q, s.Now(), audit.Entry{
			Actor: by, Shop: shop, Action: audit.ImageSaved, Subject: made.ID,
			After: map[string]any{"kind": made.Kind, "width": made.Width, "height": made.Height, "bytes": len(made.Content)},
		})
	})
	return made, err
}

// Image reads a picture of a shop, or ErrUnknownImage.
func (s *Shops) Image(ctx context.Context, shop, id string) (Image, error) {
	row, err := s.DB.Read().GetImage(ctx, query.GetImageParams{ShopID: shop, ID: id})
	if errors.Is(err, sql.ErrNoRows) {
		return Image{}, ErrUnknownImage
	}
	if err != nil {
		return Image{}, fmt.Errorf("merchant: image: %w", err)
	}
	return Image{row.ID, row.Kind, int(row.Width), int(row.Height), row.Content}, nil
}

// ImagePath is where our server shows a picture of a shop; "" for none.
func ImagePath(shop, id string) string {
	if id == "" {
		return ""
	}
	return "/images/" + shop + "/" + id
}

// checkImage refuses details that name a picture which the shop does not have.
func checkImage(ctx context.Context, q *query.Queries, shop string, details Details) error {
	if details.PaymentImage == "" {
		return nil
	}
	there, err := q.HasImage(ctx, query.HasImageParams{ShopID: shop, ID: details.PaymentImage})
	if err != nil {
		return err
	}
	if !there {
		return imageFault("image", "")
	}
	return nil
}
