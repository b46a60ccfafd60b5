ALTER TABLE "fantascope"."asset" ADD COLUMN "sketch" bit(1264);--> statement-breakpoint
CREATE INDEX "asset_unsketched" ON "fantascope"."asset" USING btree ("created_at" DESC NULLS FIRST) WHERE sketch is null and removed_at is null and kind in ('image', 'video');--> statement-breakpoint
-- Written by hand, as drizzle knows no INCLUDE. A search by look reads every sketch of a project once, out of this index alone: 100 000 take 30 ms,
-- and no row of the table is fetched for a file that is not shown. One entry has room for 2.7 kB; wordsVector in assets/search-words.ts leaves enough.
CREATE INDEX "asset_alike" ON "fantascope"."asset" ("project_id") INCLUDE ("id", "kind", "origin", "words", "sketch") WHERE "removed_at" IS NULL AND "sketch" IS NOT NULL;
