package mail

import "context"

// Try goes as far as the server lets in somebody who then sends nothing. No error shows the password.
func (s Server) Try(ctx context.Context) error {
	c, err := s.connect(ctx)
	if err != nil {
		return err
	}
	c.close()
	return nil
}
