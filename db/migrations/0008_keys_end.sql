CREATE TABLE "audit_anchor" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"record_id" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	"ended" bigint NOT NULL,
	CONSTRAINT "there_is_one_anchor" CHECK ("audit_anchor"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "job_runs" (
	"name" text PRIMARY KEY NOT NULL,
	"succeeded_at" timestamp with time zone NOT NULL,
	"done" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "key_destructions" (
	"petition_id" uuid NOT NULL,
	"keys" text NOT NULL,
	"cause" text NOT NULL,
	"fingerprints" text NOT NULL,
	"begun_at" timestamp with time zone NOT NULL,
	"destroyed_at" timestamp with time zone,
	CONSTRAINT "one_destruction_of_a_kind_per_petition" PRIMARY KEY("petition_id","keys"),
	CONSTRAINT "destroyed_keys_are_known" CHECK ("key_destructions"."keys" in ('duplicates', 'all')),
	CONSTRAINT "destruction_cause_is_known" CHECK ("key_destructions"."cause" in ('closed', 'team', 'operator'))
);
--> statement-breakpoint
CREATE TABLE "key_rotations" (
	"petition_id" uuid PRIMARY KEY NOT NULL,
	"begun_at" timestamp with time zone NOT NULL,
	"promoted_at" timestamp with time zone,
	"attempts_cursor" "bytea" DEFAULT ''::bytea
);
--> statement-breakpoint
CREATE TABLE "petition_works" (
	"petition_id" uuid NOT NULL,
	"work" text NOT NULL,
	"cursor" "bytea" DEFAULT ''::bytea NOT NULL,
	"done" bigint DEFAULT 0 NOT NULL,
	"begun_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "one_work_of_a_kind_per_petition" PRIMARY KEY("petition_id","work"),
	CONSTRAINT "work_is_known" CHECK (work in ('followers', 'details', 'severing', 'wiping', 'resealing'))
);
--> statement-breakpoint
ALTER TABLE "key_destructions" ADD CONSTRAINT "key_destructions_petition_id_petitions_id_fk" FOREIGN KEY ("petition_id") REFERENCES "public"."petitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "key_rotations" ADD CONSTRAINT "key_rotations_petition_id_petitions_id_fk" FOREIGN KEY ("petition_id") REFERENCES "public"."petitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "petition_works" ADD CONSTRAINT "petition_works_petition_id_petitions_id_fk" FOREIGN KEY ("petition_id") REFERENCES "public"."petitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "destructions_under_way" ON "key_destructions" USING btree ("begun_at") WHERE "key_destructions"."destroyed_at" is null;--> statement-breakpoint
CREATE INDEX "works_under_way" ON "petition_works" USING btree ("work") WHERE "petition_works"."finished_at" is null;--> statement-breakpoint
CREATE INDEX "draft_saves_by_time" ON "draft_saves" USING btree ("saved_at");--> statement-breakpoint

-- The audit is kept for twelve months (safety.md §7.2). What is older may end, from the first record on and never the
-- last one; the anchor keeps the hash at which the chain goes on, so that what is left can still be verified.
create or replace function keep_audit() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and old.at < now() - interval '12 months'
      and exists (select from audit_anchor a where a.record_id >= old.id)
      and exists (select from audit_records r where r.id > old.id) then
    return old;
  end if;
  raise exception 'audit_is_append_only' using errcode = 'integrity_constraint_violation';
end $$;
--> statement-breakpoint
drop trigger audit_is_append_only on audit_records;
--> statement-breakpoint
create trigger audit_is_append_only before update or delete on audit_records
  for each row execute function keep_audit();
--> statement-breakpoint
create function keep_anchor() returns trigger language plpgsql as $$
begin
  -- The anchor only moves on, and only to a record that is there, has this hash, and is old enough.
  if tg_op <> 'DELETE' and (tg_op = 'INSERT' or (new.record_id > old.record_id and new.ended >= old.ended))
      and exists (select from audit_records r where r.id = new.record_id and r.hash = new.hash
        and r.at < now() - interval '12 months') then
    return new;
  end if;
  raise exception 'anchor_only_moves_on' using errcode = 'integrity_constraint_violation';
end $$;
--> statement-breakpoint
create trigger anchor_only_moves_on before insert or update or delete on audit_anchor
  for each row execute function keep_anchor();
--> statement-breakpoint

-- A destruction is a public record: what is written of it stays, but for the moment at which it was done.
create function keep_destruction() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.destroyed_at is null
      and (new.petition_id, new.keys, new.cause, new.fingerprints, new.begun_at)
        = (old.petition_id, old.keys, old.cause, old.fingerprints, old.begun_at) then
    return new;
  end if;
  raise exception 'key_destruction_stays' using errcode = 'integrity_constraint_violation';
end $$;
--> statement-breakpoint
create trigger key_destruction_stays before update or delete on key_destructions
  for each row execute function keep_destruction();
--> statement-breakpoint
create trigger destruction_touches_petition after insert or update on key_destructions
  for each row execute function touch_petition_itself();
