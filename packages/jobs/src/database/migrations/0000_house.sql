CREATE SCHEMA "fantascope_auth";
--> statement-breakpoint
CREATE SCHEMA "fantascope";
--> statement-breakpoint
CREATE TABLE "fantascope"."api_token" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"hash" text NOT NULL,
	"scopes" jsonb NOT NULL,
	"project_id" text,
	"spend_limit_usd_micros" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "fantascope"."asset" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"sha256" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"origin" text NOT NULL,
	"from_id" text,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone,
	"words" "tsvector" DEFAULT ''::tsvector NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fantascope"."audit" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_id" text NOT NULL,
	"token_id" text,
	"door" text NOT NULL,
	"operation" text NOT NULL,
	"project_id" text,
	"subject_id" text,
	"outcome" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fantascope_auth"."account" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fantascope_auth"."passkey" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text,
	"public_key" text NOT NULL,
	"user_id" text NOT NULL,
	"credential_id" text NOT NULL,
	"counter" integer NOT NULL,
	"device_type" text NOT NULL,
	"backed_up" boolean NOT NULL,
	"transports" text,
	"created_at" timestamp (3) with time zone,
	"aaguid" text
);
--> statement-breakpoint
CREATE TABLE "fantascope_auth"."session" (
	"id" text PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"user_id" text NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "fantascope_auth"."user" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"is_server_owner" boolean DEFAULT false NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "user_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "fantascope_auth"."verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fantascope"."blob" (
	"sha256" text PRIMARY KEY NOT NULL,
	"bytes" bigint NOT NULL,
	"mime" text NOT NULL,
	"figures" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"stored_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fantascope"."budget" (
	"scope" text NOT NULL,
	"key" text NOT NULL,
	"held_usd_micros" bigint DEFAULT 0 NOT NULL,
	"spent_usd_micros" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "budget_held" CHECK (held_usd_micros >= 0)
);
--> statement-breakpoint
CREATE TABLE "fantascope"."cap" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"scope" text NOT NULL,
	"key" text NOT NULL,
	"usd_micros" bigint NOT NULL,
	"by_user_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fantascope"."cast" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"document" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"archived_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "fantascope"."derived" (
	"of_sha256" text NOT NULL,
	"kind" text NOT NULL,
	"sha256" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "derived_of_sha256_kind_pk" PRIMARY KEY("of_sha256","kind")
);
--> statement-breakpoint
CREATE TABLE "fantascope"."event" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"xid" bigint DEFAULT (pg_current_xact_id()::text)::bigint NOT NULL,
	"project_id" text,
	"subject_id" text NOT NULL,
	"kind" text NOT NULL,
	"data" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fantascope"."film" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"title" text NOT NULL,
	"document" jsonb NOT NULL,
	"revision" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"archived_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "fantascope"."idempotency" (
	"actor_id" text NOT NULL,
	"key" text NOT NULL,
	"operation" text NOT NULL,
	"body_sha256" text NOT NULL,
	"ulid" text NOT NULL,
	"worker_id" text NOT NULL,
	"status" integer,
	"reply" jsonb,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_actor_id_key_pk" PRIMARY KEY("actor_id","key")
);
--> statement-breakpoint
CREATE TABLE "fantascope_auth"."invitation" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"hash" text NOT NULL,
	"email" text,
	"project_id" text,
	"role" text,
	"by_user_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"used_by_user_id" text
);
--> statement-breakpoint
CREATE TABLE "fantascope"."job" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"input" jsonb NOT NULL,
	"output" jsonb,
	"progress_permille" integer DEFAULT 0 NOT NULL,
	"reason" text,
	"problem" jsonb,
	"priority" integer DEFAULT 2 NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"key" text,
	"take_id" text,
	"held_by" text,
	"by_user_id" text NOT NULL,
	"cancel_asked_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "fantascope"."ledger_entry" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"day" text NOT NULL,
	"project_id" text NOT NULL,
	"user_id" text NOT NULL,
	"token_id" text,
	"take_id" text,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"held_usd_micros" bigint NOT NULL,
	"spent_usd_micros" bigint NOT NULL,
	"basis" text NOT NULL,
	"own_amount_micros" bigint,
	"own_unit" text,
	"rate_id" text,
	"by_user_id" text,
	"note" text
);
--> statement-breakpoint
CREATE TABLE "fantascope"."member" (
	"project_id" text NOT NULL,
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "member_project_id_user_id_pk" PRIMARY KEY("project_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "fantascope"."migration" (
	"step" integer PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"sha256" text NOT NULL,
	"applied_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fantascope"."plan" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"shot_id" text NOT NULL,
	"shot_revision" integer NOT NULL,
	"model" text NOT NULL,
	"hash" text NOT NULL,
	"document" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fantascope"."preset" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"name" text NOT NULL,
	"camera" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fantascope"."project" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"blocked_reason" text,
	"sample_of" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"archived_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "fantascope"."provider_key" (
	"name" text PRIMARY KEY NOT NULL,
	"sealed" text NOT NULL,
	"by_user_id" text NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fantascope"."rate" (
	"id" text PRIMARY KEY NOT NULL,
	"currency" text NOT NULL,
	"usd_micros_per_unit" bigint NOT NULL,
	"as_of" text NOT NULL,
	"source" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fantascope"."revision" (
	"of_id" text NOT NULL,
	"revision" integer NOT NULL,
	"document" jsonb NOT NULL,
	"by_user_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "revision_of_id_revision_pk" PRIMARY KEY("of_id","revision")
);
--> statement-breakpoint
CREATE TABLE "fantascope"."setting" (
	"name" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"by_user_id" text NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fantascope"."shot" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"film_id" text,
	"name" text NOT NULL,
	"document" jsonb NOT NULL,
	"revision" integer NOT NULL,
	"is_locked" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"archived_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "fantascope"."take" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"shot_id" text,
	"plan_id" text,
	"by_user_id" text NOT NULL,
	"token_id" text,
	"model" text NOT NULL,
	"wire" text NOT NULL,
	"provider" text NOT NULL,
	"state" text NOT NULL,
	"money_state" text NOT NULL,
	"reserved_usd_micros" bigint DEFAULT 0 NOT NULL,
	"settled_usd_micros" bigint DEFAULT 0 NOT NULL,
	"priority" integer DEFAULT 2 NOT NULL,
	"is_emulated" boolean DEFAULT false NOT NULL,
	"task_id" text,
	"asset_id" text,
	"length_ms" integer,
	"verdict" text,
	"is_locked" boolean DEFAULT false NOT NULL,
	"reason" text,
	"held_by" text,
	"cancel_asked_at" timestamp (3) with time zone,
	"wake_at" timestamp (3) with time zone,
	"parent_take_id" text,
	"imported" jsonb,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "fantascope"."take_row" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"take_id" text NOT NULL,
	"kind" text NOT NULL,
	"row" jsonb NOT NULL,
	"worker_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fantascope"."webhook_delivery" (
	"id" text PRIMARY KEY NOT NULL,
	"endpoint_id" text NOT NULL,
	"event_seq" bigint NOT NULL,
	"body" text NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"state" text NOT NULL,
	"last_status" integer,
	"last_reason" text,
	"next_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fantascope"."webhook_endpoint" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"url" text NOT NULL,
	"sealed_secret" text NOT NULL,
	"kinds" jsonb NOT NULL,
	"is_on" boolean DEFAULT true NOT NULL,
	"xid" bigint DEFAULT 0 NOT NULL,
	"seq" bigint DEFAULT 0 NOT NULL,
	"by_user_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fantascope"."webhook_in" (
	"wire" text NOT NULL,
	"sha256" text NOT NULL,
	"take_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "webhook_in_wire_sha256_pk" PRIMARY KEY("wire","sha256")
);
--> statement-breakpoint
CREATE TABLE "fantascope"."worker" (
	"id" text PRIMARY KEY NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"heartbeat_at" timestamp (3) with time zone NOT NULL,
	"fenced_at" timestamp (3) with time zone,
	"taken_over_at" timestamp (3) with time zone,
	"machine" text NOT NULL,
	"pid" integer NOT NULL,
	"born_at" text NOT NULL,
	"version" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "fantascope"."asset" ADD CONSTRAINT "asset_project_id_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "fantascope"."project"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fantascope"."asset" ADD CONSTRAINT "asset_sha256_blob_sha256_fk" FOREIGN KEY ("sha256") REFERENCES "fantascope"."blob"("sha256") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fantascope_auth"."account" ADD CONSTRAINT "account_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "fantascope_auth"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fantascope_auth"."passkey" ADD CONSTRAINT "passkey_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "fantascope_auth"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fantascope_auth"."session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "fantascope_auth"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fantascope"."cast" ADD CONSTRAINT "cast_project_id_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "fantascope"."project"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fantascope"."derived" ADD CONSTRAINT "derived_of_sha256_blob_sha256_fk" FOREIGN KEY ("of_sha256") REFERENCES "fantascope"."blob"("sha256") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fantascope"."derived" ADD CONSTRAINT "derived_sha256_blob_sha256_fk" FOREIGN KEY ("sha256") REFERENCES "fantascope"."blob"("sha256") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fantascope"."film" ADD CONSTRAINT "film_project_id_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "fantascope"."project"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fantascope"."job" ADD CONSTRAINT "job_project_id_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "fantascope"."project"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fantascope"."job" ADD CONSTRAINT "job_take_id_take_id_fk" FOREIGN KEY ("take_id") REFERENCES "fantascope"."take"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fantascope"."ledger_entry" ADD CONSTRAINT "ledger_entry_project_id_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "fantascope"."project"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fantascope"."ledger_entry" ADD CONSTRAINT "ledger_entry_take_id_take_id_fk" FOREIGN KEY ("take_id") REFERENCES "fantascope"."take"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fantascope"."member" ADD CONSTRAINT "member_project_id_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "fantascope"."project"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fantascope"."plan" ADD CONSTRAINT "plan_project_id_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "fantascope"."project"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fantascope"."plan" ADD CONSTRAINT "plan_shot_id_shot_id_fk" FOREIGN KEY ("shot_id") REFERENCES "fantascope"."shot"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fantascope"."preset" ADD CONSTRAINT "preset_project_id_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "fantascope"."project"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fantascope"."shot" ADD CONSTRAINT "shot_project_id_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "fantascope"."project"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fantascope"."shot" ADD CONSTRAINT "shot_film_id_film_id_fk" FOREIGN KEY ("film_id") REFERENCES "fantascope"."film"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fantascope"."take" ADD CONSTRAINT "take_project_id_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "fantascope"."project"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fantascope"."take" ADD CONSTRAINT "take_shot_id_shot_id_fk" FOREIGN KEY ("shot_id") REFERENCES "fantascope"."shot"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fantascope"."take" ADD CONSTRAINT "take_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "fantascope"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fantascope"."take_row" ADD CONSTRAINT "take_row_take_id_take_id_fk" FOREIGN KEY ("take_id") REFERENCES "fantascope"."take"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fantascope"."webhook_delivery" ADD CONSTRAINT "webhook_delivery_endpoint_id_webhook_endpoint_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "fantascope"."webhook_endpoint"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "api_token_hash" ON "fantascope"."api_token" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "api_token_user" ON "fantascope"."api_token" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "asset_kind_feed" ON "fantascope"."asset" USING btree ("project_id","kind","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "asset_origin_feed" ON "fantascope"."asset" USING btree ("project_id","origin","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "asset_blob" ON "fantascope"."asset" USING btree ("sha256");--> statement-breakpoint
CREATE INDEX "audit_at" ON "fantascope"."audit" USING btree ("at");--> statement-breakpoint
CREATE INDEX "audit_project" ON "fantascope"."audit" USING btree ("project_id","seq");--> statement-breakpoint
CREATE INDEX "audit_actor" ON "fantascope"."audit" USING btree ("actor_id","seq");--> statement-breakpoint
CREATE INDEX "account_user" ON "fantascope_auth"."account" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "account_once" ON "fantascope_auth"."account" USING btree ("provider_id","account_id");--> statement-breakpoint
CREATE INDEX "passkey_user" ON "fantascope_auth"."passkey" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "passkey_credential" ON "fantascope_auth"."passkey" USING btree ("credential_id");--> statement-breakpoint
CREATE INDEX "session_user" ON "fantascope_auth"."session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "verification_identifier" ON "fantascope_auth"."verification" USING btree ("identifier");--> statement-breakpoint
CREATE UNIQUE INDEX "budget_key" ON "fantascope"."budget" USING btree ("scope","key");--> statement-breakpoint
CREATE INDEX "cap_key" ON "fantascope"."cap" USING btree ("scope","key","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "cast_name" ON "fantascope"."cast" USING btree ("project_id","kind","name");--> statement-breakpoint
CREATE INDEX "derived_blob" ON "fantascope"."derived" USING btree ("sha256");--> statement-breakpoint
CREATE INDEX "event_order" ON "fantascope"."event" USING btree ("xid","seq");--> statement-breakpoint
CREATE INDEX "event_project" ON "fantascope"."event" USING btree ("project_id","xid","seq");--> statement-breakpoint
CREATE INDEX "event_subject" ON "fantascope"."event" USING btree ("subject_id","xid","seq");--> statement-breakpoint
CREATE INDEX "film_feed" ON "fantascope"."film" USING btree ("project_id","updated_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "idempotency_at" ON "fantascope"."idempotency" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "invitation_hash" ON "fantascope_auth"."invitation" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "job_feed" ON "fantascope"."job" USING btree ("project_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "job_open" ON "fantascope"."job" USING btree ("updated_at") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "job_take" ON "fantascope"."job" USING btree ("take_id") WHERE take_id is not null;--> statement-breakpoint
CREATE INDEX "job_key" ON "fantascope"."job" USING btree ("project_id","key","ended_at" DESC NULLS FIRST) WHERE key is not null and state = 'done';--> statement-breakpoint
CREATE INDEX "ledger_take" ON "fantascope"."ledger_entry" USING btree ("take_id","seq");--> statement-breakpoint
CREATE INDEX "ledger_project" ON "fantascope"."ledger_entry" USING btree ("project_id","seq");--> statement-breakpoint
CREATE INDEX "ledger_user" ON "fantascope"."ledger_entry" USING btree ("user_id","seq");--> statement-breakpoint
CREATE INDEX "ledger_day" ON "fantascope"."ledger_entry" USING btree ("day");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_once" ON "fantascope"."ledger_entry" USING btree ("take_id","kind") WHERE kind in ('ask', 'reserve', 'settle', 'overrun', 'release', 'refund');--> statement-breakpoint
CREATE INDEX "member_user" ON "fantascope"."member" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "member_feed" ON "fantascope"."member" USING btree ("project_id","created_at" DESC NULLS FIRST,"user_id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "plan_shot" ON "fantascope"."plan" USING btree ("shot_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE UNIQUE INDEX "preset_name" ON "fantascope"."preset" USING btree ("project_id","name");--> statement-breakpoint
CREATE UNIQUE INDEX "project_sample" ON "fantascope"."project" USING btree ("sample_of") WHERE archived_at is null;--> statement-breakpoint
CREATE INDEX "rate_currency" ON "fantascope"."rate" USING btree ("currency","as_of");--> statement-breakpoint
CREATE INDEX "shot_feed" ON "fantascope"."shot" USING btree ("project_id","updated_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "shot_film" ON "fantascope"."shot" USING btree ("film_id","updated_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "take_feed" ON "fantascope"."take" USING btree ("project_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "take_state_feed" ON "fantascope"."take" USING btree ("project_id","state","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "take_shot" ON "fantascope"."take" USING btree ("shot_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "take_open" ON "fantascope"."take" USING btree ("updated_at") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "take_unknown" ON "fantascope"."take" USING btree ("created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE state = 'unknown' or money_state = 'unknown';--> statement-breakpoint
CREATE INDEX "take_cancel" ON "fantascope"."take" USING btree ("cancel_asked_at") WHERE cancel_asked_at is not null and ended_at is null;--> statement-breakpoint
CREATE INDEX "take_waits" ON "fantascope"."take" USING btree ("model","is_emulated","ended_at" DESC NULLS FIRST) WHERE state = 'ready' and imported is null;--> statement-breakpoint
CREATE UNIQUE INDEX "take_task" ON "fantascope"."take" USING btree ("provider","task_id") WHERE task_id is not null;--> statement-breakpoint
CREATE INDEX "take_row_take" ON "fantascope"."take_row" USING btree ("take_id","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "take_one_intent" ON "fantascope"."take_row" USING btree ("take_id") WHERE kind = 'intent';--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_delivery_once" ON "fantascope"."webhook_delivery" USING btree ("endpoint_id","event_seq");--> statement-breakpoint
CREATE INDEX "webhook_delivery_due" ON "fantascope"."webhook_delivery" USING btree ("next_at") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "webhook_in_at" ON "fantascope"."webhook_in" USING btree ("at");