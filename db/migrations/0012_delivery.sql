CREATE TABLE "deliveries" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"petition_id" uuid NOT NULL,
	"addressee" jsonb NOT NULL,
	"place" jsonb NOT NULL,
	"note" jsonb NOT NULL,
	"planned_on" date,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"number" integer,
	"handed_over_on" date,
	"received_by" text DEFAULT '' NOT NULL,
	"reference" text DEFAULT '' NOT NULL,
	"count" bigint,
	"names" bigint,
	"pack_sha256" "bytea",
	"checkpoint" text,
	"answer" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"answered_on" date,
	CONSTRAINT "one_delivery_per_number" UNIQUE("petition_id","number"),
	CONSTRAINT "deliveries_count_from_one" CHECK ("deliveries"."number" >= 1),
	CONSTRAINT "handed_over_delivery_has_number_and_count" CHECK (("deliveries"."handed_over_on" is null) = ("deliveries"."number" is null) and ("deliveries"."handed_over_on" is null) = ("deliveries"."count" is null)),
	CONSTRAINT "only_a_handed_over_delivery_is_answered" CHECK ("deliveries"."answered_on" is null or "deliveries"."handed_over_on" is not null),
	CONSTRAINT "pack_hash_is_sha256" CHECK ("deliveries"."pack_sha256" is null or length("deliveries"."pack_sha256") = 32)
);
--> statement-breakpoint
CREATE TABLE "delivery_packs" (
	"export_id" uuid PRIMARY KEY NOT NULL,
	"delivery_id" uuid NOT NULL,
	"stage" text DEFAULT 'names' NOT NULL,
	"cursor" "bytea" DEFAULT ''::bytea NOT NULL,
	"written" bigint DEFAULT 0 NOT NULL,
	"names" bigint DEFAULT 0 NOT NULL,
	"severing" text DEFAULT '' NOT NULL,
	"done" bigint DEFAULT 0 NOT NULL,
	"total" bigint DEFAULT 0 NOT NULL,
	"leased_until" timestamp with time zone,
	"faults" integer DEFAULT 0 NOT NULL,
	"made_at" timestamp with time zone,
	"counted_at" timestamp with time zone,
	"count" bigint,
	"checkpoint" text,
	"size" bigint,
	"sha256" "bytea",
	"deleted_at" timestamp with time zone,
	CONSTRAINT "pack_stage_is_known" CHECK (stage in ('names', 'list', 'archive')),
	CONSTRAINT "made_pack_has_count_size_and_hash" CHECK ("delivery_packs"."made_at" is null or ("delivery_packs"."count" is not null and "delivery_packs"."size" is not null and length("delivery_packs"."sha256") = 32))
);
--> statement-breakpoint
ALTER TABLE "exports" DROP CONSTRAINT "export_kind_is_known";
--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_petition_id_petitions_id_fk" FOREIGN KEY ("petition_id") REFERENCES "public"."petitions"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_created_by_accounts_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "delivery_packs" ADD CONSTRAINT "delivery_packs_export_id_exports_id_fk" FOREIGN KEY ("export_id") REFERENCES "public"."exports"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "delivery_packs" ADD CONSTRAINT "delivery_packs_delivery_id_deliveries_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."deliveries"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "deliveries_by_petition" ON "deliveries" USING btree ("petition_id","created_at");
--> statement-breakpoint
CREATE INDEX "packs_by_delivery" ON "delivery_packs" USING btree ("delivery_id");
--> statement-breakpoint
CREATE INDEX "packs_that_lie" ON "delivery_packs" USING btree ("export_id") WHERE "delivery_packs"."deleted_at" is null;
--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "export_kind_is_known" CHECK ("exports"."kind" in ('followers', 'delivery', 'sealed', 'daily-numbers', 'pack'));
--> statement-breakpoint
-- What was handed over is public history: it is answered later, and otherwise never changes.
create function keep_delivery() returns trigger language plpgsql as $$
begin
  if old.handed_over_on is null then
    return case when tg_op = 'DELETE' then old else new end;
  end if;
  if tg_op = 'UPDATE' and (new.petition_id, new.number, new.handed_over_on, new.count, new.names, new.pack_sha256,
      new.checkpoint, new.addressee, new.place, new.note, new.received_by, new.reference)
    is not distinct from (old.petition_id, old.number, old.handed_over_on, old.count, old.names, old.pack_sha256,
      old.checkpoint, old.addressee, old.place, old.note, old.received_by, old.reference) then
    return new;
  end if;
  raise exception 'handed_over_delivery_stays' using errcode = 'integrity_constraint_violation';
end $$;
--> statement-breakpoint
create trigger handed_over_delivery_stays before update or delete on deliveries
  for each row execute function keep_delivery();
--> statement-breakpoint
create trigger delivery_touches_petition after insert or update or delete on deliveries
  for each row execute function touch_petition_itself();
