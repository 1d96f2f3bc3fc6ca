-- name: InsertMail :exec
-- Each kind once per subject and seq, whoever asks first.
INSERT INTO mail (shop_id, id, kind, subject, seq, lang, draft, state, created_at, next_at)
VALUES (sqlc.arg(shop_id), sqlc.arg(id), sqlc.arg(kind), sqlc.arg(subject), sqlc.arg(seq), sqlc.arg(lang), sqlc.arg(draft), 'waiting',
    sqlc.arg(now), sqlc.arg(now))
ON CONFLICT (shop_id, kind, subject, seq) DO NOTHING;

-- name: GetMail :one
SELECT * FROM mail WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id);

-- name: FinishMail :execrows
UPDATE mail SET state = sqlc.arg(state), error = sqlc.arg(error), sent_at = sqlc.arg(sent_at), next_at = sqlc.arg(next_at), tries = tries + 1
WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND lease = sqlc.arg(lease);

-- name: EraseInvitation :exec
-- The words of an invitation hold its link: once it has been sent, nobody needs them.
UPDATE mail SET draft = sqlc.arg(nothing) WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND kind = 'invitation';

-- name: RepeatMail :execrows
-- Only what has not been sent is tried anew.
UPDATE mail SET state = 'waiting', error = '', next_at = sqlc.arg(now), tries = 0
WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id) AND state IN ('failed', 'unwanted');

-- name: MailsOf :many
-- Everything about one subject, the oldest first.
SELECT * FROM mail WHERE shop_id = sqlc.arg(shop_id) AND subject = sqlc.arg(subject) ORDER BY created_at, id;

-- name: Mails :many
-- A shop's mails, the newest first: a page of those before an id, which sorts by time; '~' is after every id.
SELECT * FROM mail WHERE shop_id = sqlc.arg(shop_id) AND id < sqlc.arg(before) ORDER BY id DESC LIMIT sqlc.arg(size);

-- name: MailTemplate :one
SELECT * FROM mail_template WHERE shop_id = sqlc.arg(shop_id) AND kind = sqlc.arg(kind) ORDER BY version DESC LIMIT 1;

-- name: MailTemplates :many
-- Every save of a kind, the newest first.
SELECT * FROM mail_template WHERE shop_id = sqlc.arg(shop_id) AND kind = sqlc.arg(kind) ORDER BY version DESC;

-- name: MailTemplateVersion :one
SELECT CAST(COALESCE(MAX(version), 0) AS BIGINT) FROM mail_template WHERE shop_id = sqlc.arg(shop_id) AND kind = sqlc.arg(kind);

-- name: InsertMailTemplate :exec
INSERT INTO mail_template (shop_id, kind, version, record, author, at)
VALUES (sqlc.arg(shop_id), sqlc.arg(kind), sqlc.arg(version), sqlc.arg(record), sqlc.arg(author), sqlc.arg(now));
