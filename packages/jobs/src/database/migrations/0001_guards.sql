-- Written by hand: what a drizzle schema cannot say.

-- The engine makes its own tables, and people's accounts may be made later; all three schemas carry our mark from the first step on, and a
-- database where one of them is there without it is refused (migrate.ts).
CREATE SCHEMA IF NOT EXISTS "fantascope_engine";
CREATE SCHEMA IF NOT EXISTS "fantascope_auth";
COMMENT ON SCHEMA "fantascope" IS 'Fantascope';
COMMENT ON SCHEMA "fantascope_engine" IS 'Fantascope';
COMMENT ON SCHEMA "fantascope_auth" IS 'Fantascope';

-- What was written down about money, takes, people and documents stays as it was written: a correction is a new row.
CREATE FUNCTION "fantascope"."keep_as_written"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'fantascope.% only grows: no row of it is changed or removed', TG_TABLE_NAME USING ERRCODE = 'FS001';
END
$$;

CREATE TRIGGER "take_row_only_grows" BEFORE UPDATE OR DELETE ON "fantascope"."take_row" FOR EACH ROW EXECUTE FUNCTION "fantascope"."keep_as_written"();
CREATE TRIGGER "take_row_not_emptied" BEFORE TRUNCATE ON "fantascope"."take_row" FOR EACH STATEMENT EXECUTE FUNCTION "fantascope"."keep_as_written"();
CREATE TRIGGER "ledger_entry_only_grows" BEFORE UPDATE OR DELETE ON "fantascope"."ledger_entry" FOR EACH ROW EXECUTE FUNCTION "fantascope"."keep_as_written"();
CREATE TRIGGER "ledger_entry_not_emptied" BEFORE TRUNCATE ON "fantascope"."ledger_entry" FOR EACH STATEMENT EXECUTE FUNCTION "fantascope"."keep_as_written"();
CREATE TRIGGER "audit_only_grows" BEFORE UPDATE OR DELETE ON "fantascope"."audit" FOR EACH ROW EXECUTE FUNCTION "fantascope"."keep_as_written"();
CREATE TRIGGER "audit_not_emptied" BEFORE TRUNCATE ON "fantascope"."audit" FOR EACH STATEMENT EXECUTE FUNCTION "fantascope"."keep_as_written"();
CREATE TRIGGER "revision_only_grows" BEFORE UPDATE OR DELETE ON "fantascope"."revision" FOR EACH ROW EXECUTE FUNCTION "fantascope"."keep_as_written"();
CREATE TRIGGER "revision_not_emptied" BEFORE TRUNCATE ON "fantascope"."revision" FOR EACH STATEMENT EXECUTE FUNCTION "fantascope"."keep_as_written"();

-- A search by words goes along the list itself, newest first, and reads the words out of the index: no row of the table is fetched for a file
-- that is not found. One entry has room for 2.7 kB; wordsVector in assets/search-words.ts stays below.
CREATE INDEX "asset_feed" ON "fantascope"."asset" ("project_id", "created_at" DESC, "id" DESC) INCLUDE ("kind", "origin", "words") WHERE "removed_at" IS NULL;
CREATE INDEX "asset_removed" ON "fantascope"."asset" ("project_id", "removed_at" DESC, "id" DESC) INCLUDE ("kind", "origin", "words") WHERE "removed_at" IS NOT NULL;
-- What is rare is gathered instead. By project, kind and origin too, as an array since GIN knows no single text; without a list of unsorted
-- entries, which every search would read from end to end.
CREATE INDEX "asset_words" ON "fantascope"."asset" USING gin ((ARRAY["project_id", 'kind ' || "kind", 'origin ' || "origin"]), "words") WITH (fastupdate = off);
