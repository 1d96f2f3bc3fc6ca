-- name: InsertStaff :execrows
INSERT INTO staff (id, email_hash, email, name, lang, operator, created_at, updated_at)
VALUES (sqlc.arg(id), sqlc.arg(email_hash), sqlc.arg(email), sqlc.arg(name), sqlc.arg(lang), sqlc.arg(operator), sqlc.arg(now), sqlc.arg(now))
ON CONFLICT DO NOTHING;

-- name: GetStaff :one
SELECT * FROM staff WHERE id = sqlc.arg(id) AND email_hash <> '';

-- name: StaffOfEmail :one
SELECT * FROM staff WHERE email_hash = sqlc.arg(email_hash) AND email_hash <> '';

-- name: AllStaff :many
SELECT * FROM staff WHERE email_hash <> '' ORDER BY created_at, id;

-- name: StaffOfShop :many
SELECT staff.* FROM staff JOIN staff_shop ON staff_shop.staff_id = staff.id
WHERE staff_shop.shop_id = sqlc.arg(shop_id) AND staff.email_hash <> '' ORDER BY staff_shop.created_at, staff.id;

-- name: RolesOfStaff :many
SELECT * FROM staff_shop WHERE staff_id = sqlc.arg(staff_id) ORDER BY shop_id;

-- name: RoleInShop :one
SELECT role FROM staff_shop WHERE shop_id = sqlc.arg(shop_id) AND staff_id = sqlc.arg(staff_id);

-- name: SetRole :exec
INSERT INTO staff_shop (shop_id, staff_id, role, created_at) VALUES (sqlc.arg(shop_id), sqlc.arg(staff_id), sqlc.arg(role), sqlc.arg(now))
ON CONFLICT (shop_id, staff_id) DO UPDATE SET role = excluded.role;

-- name: DeleteRole :execrows
DELETE FROM staff_shop WHERE shop_id = sqlc.arg(shop_id) AND staff_id = sqlc.arg(staff_id);

-- name: CountOwners :one
SELECT COUNT(*) FROM staff_shop WHERE shop_id = sqlc.arg(shop_id) AND role = 'owner';

-- name: TouchOperators :exec
-- First in a transaction that takes an operator away: it makes such transactions wait for each other.
UPDATE staff SET updated_at = sqlc.arg(now) WHERE operator = 1;

-- name: CountOperators :one
SELECT COUNT(*) FROM staff WHERE operator = 1 AND email_hash <> '';

-- name: SetOperator :execrows
UPDATE staff SET operator = sqlc.arg(operator), updated_at = sqlc.arg(now) WHERE id = sqlc.arg(id) AND email_hash <> '';

-- name: SetStaffLang :exec
UPDATE staff SET lang = sqlc.arg(lang), updated_at = sqlc.arg(now) WHERE id = sqlc.arg(id);

-- name: PutInvitation :exec
-- One for each person and shop: another one takes its place, with another link.
INSERT INTO invitation (shop_id, id, staff_id, role, operator, name, hash, until, shown, anew, created_at)
VALUES (sqlc.arg(shop_id), sqlc.arg(id), sqlc.arg(staff_id), sqlc.arg(role), sqlc.arg(operator), sqlc.arg(name), sqlc.arg(hash), sqlc.arg(until),
    sqlc.arg(shown), sqlc.arg(anew), sqlc.arg(now))
ON CONFLICT (staff_id, shop_id) DO UPDATE SET role = excluded.role, operator = excluded.operator, name = excluded.name, hash = excluded.hash,
    until = excluded.until, shown = excluded.shown, anew = excluded.anew;

-- name: InvitationTo :one
SELECT * FROM invitation WHERE shop_id = sqlc.arg(shop_id) AND staff_id = sqlc.arg(staff_id);

-- name: Invitation :one
SELECT * FROM invitation WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id);

-- name: InvitationOfHash :one
SELECT * FROM invitation WHERE hash = sqlc.arg(hash) AND hash <> '' AND until > sqlc.arg(now);

-- name: InvitationsOfShop :many
SELECT * FROM invitation WHERE shop_id = sqlc.arg(shop_id) ORDER BY created_at, id;

-- name: InvitationsOfStaff :many
SELECT * FROM invitation WHERE staff_id = sqlc.arg(staff_id) ORDER BY created_at, shop_id;

-- name: DeleteInvitation :execrows
DELETE FROM invitation WHERE shop_id = sqlc.arg(shop_id) AND id = sqlc.arg(id);

-- name: DeleteInvitationTo :exec
DELETE FROM invitation WHERE shop_id = sqlc.arg(shop_id) AND staff_id = sqlc.arg(staff_id);

-- name: DeleteInvitations :exec
DELETE FROM invitation WHERE staff_id = sqlc.arg(staff_id);

-- name: OfferNoOperator :exec
UPDATE invitation SET operator = 0 WHERE staff_id = sqlc.arg(staff_id);

-- name: SetUpStaff :exec
-- Each time is a later one, so that what was begun before is known, whatever the clock says.
UPDATE staff SET set_up_at = CASE WHEN set_up_at < sqlc.arg(now) THEN sqlc.arg(now) ELSE set_up_at + 1 END, proved = sqlc.arg(proved), name = sqlc.arg(name), updated_at = sqlc.arg(now) WHERE id = sqlc.arg(id);

-- name: InsertIdentity :execrows
-- Nothing when the identity is somebody's already, or the person has one of this issuer.
INSERT INTO staff_identity (issuer, subject, staff_id, label, created_at)
VALUES (sqlc.arg(issuer), sqlc.arg(subject), sqlc.arg(staff_id), sqlc.arg(label), sqlc.arg(now)) ON CONFLICT DO NOTHING;

-- name: StaffOfIdentity :one
SELECT staff.* FROM staff JOIN staff_identity ON staff_identity.staff_id = staff.id
WHERE staff_identity.issuer = sqlc.arg(issuer) AND staff_identity.subject = sqlc.arg(subject) AND staff.email_hash <> '';

-- name: IdentityOf :one
SELECT * FROM staff_identity WHERE staff_id = sqlc.arg(staff_id) AND issuer = sqlc.arg(issuer);

-- name: UseIdentity :execrows
UPDATE staff_identity SET last_used_at = sqlc.arg(now)
WHERE issuer = sqlc.arg(issuer) AND subject = sqlc.arg(subject) AND staff_id = sqlc.arg(staff_id);

-- name: DeleteIdentity :execrows
DELETE FROM staff_identity WHERE staff_id = sqlc.arg(staff_id) AND issuer = sqlc.arg(issuer);

-- name: DeleteIdentities :exec
DELETE FROM staff_identity WHERE staff_id = sqlc.arg(staff_id);

-- name: SetPassword :exec
UPDATE staff SET password = sqlc.arg(password), totp = sqlc.arg(totp), totp_step = sqlc.arg(totp_step), updated_at = sqlc.arg(now)
WHERE id = sqlc.arg(id);

-- name: UseTOTPStep :execrows
UPDATE staff SET totp_step = sqlc.arg(totp_step) WHERE id = sqlc.arg(id) AND totp_step < sqlc.arg(totp_step);

-- name: ForgetStaff :execrows
-- The row stays, so that the audit log can name its id; who it was is gone.
UPDATE staff SET email_hash = '', email = sqlc.arg(nothing), name = sqlc.arg(nothing), operator = 0, password = '', totp = sqlc.arg(nothing),
    invited_hash = '', invited_until = 0, updated_at = sqlc.arg(now)
WHERE id = sqlc.arg(id) AND email_hash <> '';

-- name: InsertRecoveryCode :exec
INSERT INTO recovery_code (staff_id, hash) VALUES (sqlc.arg(staff_id), sqlc.arg(hash)) ON CONFLICT DO NOTHING;

-- name: UseRecoveryCode :execrows
DELETE FROM recovery_code WHERE staff_id = sqlc.arg(staff_id) AND hash = sqlc.arg(hash);

-- name: DeleteRecoveryCodes :exec
DELETE FROM recovery_code WHERE staff_id = sqlc.arg(staff_id);

-- name: CountRecoveryCodes :one
SELECT COUNT(*) FROM recovery_code WHERE staff_id = sqlc.arg(staff_id);

-- name: InsertPasskey :execrows
INSERT INTO passkey (staff_id, id, label, record, created_at)
VALUES (sqlc.arg(staff_id), sqlc.arg(id), sqlc.arg(label), sqlc.arg(record), sqlc.arg(now)) ON CONFLICT DO NOTHING;

-- name: Passkeys :many
SELECT * FROM passkey WHERE staff_id = sqlc.arg(staff_id) ORDER BY created_at, id;

-- name: UsePasskey :execrows
UPDATE passkey SET record = sqlc.arg(record), last_used_at = sqlc.arg(now) WHERE staff_id = sqlc.arg(staff_id) AND id = sqlc.arg(id);

-- name: DeletePasskey :execrows
DELETE FROM passkey WHERE staff_id = sqlc.arg(staff_id) AND id = sqlc.arg(id);

-- name: DeletePasskeys :exec
DELETE FROM passkey WHERE staff_id = sqlc.arg(staff_id);

-- name: DeleteRoles :exec
DELETE FROM staff_shop WHERE staff_id = sqlc.arg(staff_id);

-- name: TouchStaff :execrows
-- First in a transaction that changes what somebody signs in with: it makes such transactions wait for each other.
UPDATE staff SET updated_at = sqlc.arg(now) WHERE id = sqlc.arg(id) AND email_hash <> '';
