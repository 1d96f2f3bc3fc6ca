-- +goose Up

-- +goose NO TRANSACTION

-- Every shop's rows are seen and changed only by a connection that speaks for this shop, or for all ("*"): setting noren.shop, see
-- postgres_whose.go. FORCE binds the owner of the tables, too; superusers and roles with BYPASSRLS are never bound.
--
-- Expand, then contract: replicas of the release before this one run on beside us and say nothing, so a connection whose setting does
-- not exist speaks for all. Ours say from their first moment that they speak for nobody, so for them nothing said is nothing
-- seen. When no such replica can be left, a later migration takes the COALESCE away.
--
-- The condition is a question about NULL, since the planner then expects that nearly every row passes, as is the case: statements name
-- their shop themselves. Of a plain comparison it expects one row in a hundred, and chooses plans that read far too much.
--
-- Each table is its own transaction: nobody waits longer than for one of them, and no two replicas for each other. What is
-- interrupted is done again from the beginning.
-- +goose StatementBegin
DO $$
DECLARE
    tenant record;
BEGIN
    FOR tenant IN
        SELECT c.relname AS name, CASE c.relname WHEN 'shop' THEN 'id' ELSE 'shop_id' END AS owner
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND NOT a.attisdropped
            AND (a.attname = 'shop_id' OR c.relname = 'shop' AND a.attname = 'id')
        ORDER BY 1
    LOOP
        EXECUTE format('DROP POLICY IF EXISTS tenant ON %I', tenant.name);
        EXECUTE format($policy$CREATE POLICY tenant ON %I
            USING (CASE WHEN COALESCE(current_setting('noren.shop', true), '*') IN (NULLIF(%I, ''), '*') THEN 1 END IS NOT NULL)$policy$,
            tenant.name, tenant.owner);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', tenant.name);
        COMMIT;
    END LOOP;
END
$$;
-- +goose StatementEnd

-- +goose Down
-- +goose StatementBegin
DO $$
DECLARE
    tenant text;
BEGIN
    FOR tenant IN SELECT tablename FROM pg_policies WHERE schemaname = current_schema() AND policyname = 'tenant' LOOP
        EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY', tenant);
        EXECUTE format('DROP POLICY tenant ON %I', tenant);
    END LOOP;
END
$$;
-- +goose StatementEnd
