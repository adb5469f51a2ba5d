CREATE TABLE "log_checkpoints" (
	"size" bigint PRIMARY KEY NOT NULL,
	"root" "bytea" NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"note" text,
	CONSTRAINT "log_checkpoint_root_is_sha256" CHECK (length("log_checkpoints"."root") = 32),
	CONSTRAINT "log_checkpoint_holds_something" CHECK ("log_checkpoints"."size" > 0)
);
--> statement-breakpoint
CREATE TABLE "log_entries" (
	"idx" bigint PRIMARY KEY NOT NULL,
	"entry" "bytea" NOT NULL,
	CONSTRAINT "log_entry_is_whole" CHECK (length("log_entries"."entry") in (72, 136)),
	CONSTRAINT "log_index_counts_from_zero" CHECK ("log_entries"."idx" >= 0)
);
--> statement-breakpoint
CREATE TABLE "log_pending" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "log_pending_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"petition_id" uuid NOT NULL,
	"code" smallint DEFAULT 0 NOT NULL,
	"digest" "bytea",
	CONSTRAINT "log_fact_is_known" CHECK (kind in ('petition', 'sign', 'withdraw', 'invalidate', 'close', 'audit')),
	CONSTRAINT "log_fact_has_its_digest" CHECK (("log_pending"."kind" = 'close') = ("log_pending"."digest" is null)),
	CONSTRAINT "log_digest_is_sha256" CHECK (length("log_pending"."digest") = 32)
);
--> statement-breakpoint
CREATE TABLE "log_petitions" (
	"petition_id" uuid PRIMARY KEY NOT NULL,
	"next_event" bigint NOT NULL,
	"count" bigint NOT NULL,
	"text_version" smallint NOT NULL,
	"is_closed" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "log_state" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"size" bigint DEFAULT 0 NOT NULL,
	"edge" "bytea" DEFAULT ''::bytea NOT NULL,
	"root" "bytea" DEFAULT sha256(''::bytea) NOT NULL,
	"hour" integer DEFAULT 0 NOT NULL,
	"origin" text,
	"public_key" "bytea",
	"hold" text,
	"held_since" timestamp with time zone,
	CONSTRAINT "there_is_one_log" CHECK ("log_state"."id" = 1),
	CONSTRAINT "log_root_is_sha256" CHECK (length("log_state"."root") = 32),
	CONSTRAINT "log_has_key_and_origin" CHECK (("log_state"."origin" is null) = ("log_state"."public_key" is null)),
	CONSTRAINT "log_hold_has_its_time" CHECK (("log_state"."hold" is null) = ("log_state"."held_since" is null))
);
--> statement-breakpoint
CREATE TABLE "log_witnesses" (
	"name" text PRIMARY KEY NOT NULL,
	"vkey" text NOT NULL,
	"size" bigint DEFAULT 0 NOT NULL,
	"line" text,
	"answered_at" timestamp with time zone,
	"trouble" text
);
--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "sealed_nonce" "bytea";
--> statement-breakpoint
ALTER TABLE "signatures" ADD COLUMN "sealed_nonce" "bytea";
--> statement-breakpoint
ALTER TABLE "signatures" ADD COLUMN "sealed_entry" "bytea";
--> statement-breakpoint
CREATE INDEX "log_signs_by_commitment" ON "log_entries" USING btree (substring("entry" from 41 for 32)) WHERE get_byte("log_entries"."entry", 1) = 2;
--> statement-breakpoint
CREATE INDEX "log_removals_by_index" ON "log_entries" USING btree (substring("entry" from 33 for 8)) WHERE get_byte("log_entries"."entry", 1) in (3, 4);
--> statement-breakpoint
CREATE INDEX "log_pending_by_digest" ON "log_pending" USING btree ("digest");
--> statement-breakpoint
CREATE INDEX "signatures_unknown_to_the_log" ON "signatures" USING btree ("id") WHERE ("signatures"."sealed_entry" is null) = ("signatures"."withdrawn_on" is null);
--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signature_entry_is_locked" CHECK (length("signatures"."sealed_entry") in (32, 60, 120));
--> statement-breakpoint
insert into log_state default values;
--> statement-breakpoint
-- The log only grows. What stands in it is corrected by entries that come after it.
create trigger log_only_grows before update or delete on log_entries
  for each row execute function refuse_change('log_only_grows');
--> statement-breakpoint
create trigger log_is_not_emptied before truncate on log_entries
  for each statement execute function refuse_change('log_only_grows');
--> statement-breakpoint
-- Who the log is, is said once: another origin or key would be another log.
create trigger log_stays_itself before update on log_state
  for each row when (old.origin is not null and (new.origin, new.public_key) is distinct from (old.origin, old.public_key))
  execute function refuse_change('log_stays_itself');
--> statement-breakpoint
-- What a checkpoint says of a size never changes.
create trigger checkpoint_keeps_its_root before update on log_checkpoints
  for each row when (new.size <> old.size or new.root <> old.root)
  execute function refuse_change('checkpoint_keeps_its_root');
