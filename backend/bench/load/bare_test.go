package load

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"database/sql"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"

	"noren/backend/store/storetest"
)

const bareTimes = 200

// signature is what one RSA-2048 PSS signature takes here: a payment cannot do without.
func signature(t *testing.T) time.Duration {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte("payload"))
	return mean(t, func() error {
		_, err := rsa.SignPSS(rand.Reader, key, crypto.SHA256, sum[:], &rsa.PSSOptions{SaltLength: 32})
		return err
	})
}

// commit is what one changed row takes, written to the disk.
func commit(t *testing.T, database *storetest.Own) time.Duration {
	t.Helper()
	db, err := sql.Open("pgx", database.DSN(database.Addr))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), "CREATE TABLE bare (n BIGINT); INSERT INTO bare VALUES (0)"); err != nil {
		t.Fatal(err)
	}
	return mean(t, func() error {
		_, err := db.ExecContext(t.Context(), "UPDATE bare SET n = n + 1")
		return err
	})
}

func mean(t *testing.T, work func() error) time.Duration {
	t.Helper()
	begun := time.Now()
	for range bareTimes {
		if err := work(); err != nil {
			t.Fatal(err)
		}
	}
	return time.Since(begun) / bareTimes
}
