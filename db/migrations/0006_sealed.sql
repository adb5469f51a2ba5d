CREATE TABLE "key_holders" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"recipient" text NOT NULL,
	"registered_at" timestamp with time zone NOT NULL,
	CONSTRAINT "holder_has_an_age_recipient" CHECK (recipient ~ '^age1[02-9ac-hj-np-z]{58}$')
);
--> statement-breakpoint
CREATE TABLE "public_names" (
	"id" uuid PRIMARY KEY NOT NULL,
	"petition_id" uuid NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "public_name_is_a_name" CHECK (length("public_names"."name") between 1 and 400)
);
--> statement-breakpoint
CREATE TABLE "sealing_key_holders" (
	"key_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"recipient" text NOT NULL,
	CONSTRAINT "one_share_of_a_key_per_holder" PRIMARY KEY("key_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "sealing_keys" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"petition_id" uuid NOT NULL,
	"recipient" text NOT NULL,
	"wrapped" text NOT NULL,
	"made_by" uuid NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"approved_by" uuid,
	"refused_at" timestamp with time zone,
	"active_from" timestamp with time zone,
	CONSTRAINT "a_sealing_key_serves_once" UNIQUE("recipient"),
	CONSTRAINT "sealing_key_is_an_age_recipient" CHECK (recipient ~ '^age1[02-9ac-hj-np-z]{58}$'),
	CONSTRAINT "wrapped_key_is_an_age_file" CHECK ("sealing_keys"."wrapped" like '-----BEGIN AGE ENCRYPTED FILE-----%'),
	CONSTRAINT "wrapped_key_is_no_book" CHECK (length("sealing_keys"."wrapped") <= 20000),
	CONSTRAINT "nobody_approves_their_own_key" CHECK ("sealing_keys"."approved_by" is null or "sealing_keys"."approved_by" <> "sealing_keys"."made_by")
);
--> statement-breakpoint
CREATE TABLE "sealing_openings" (
	"key_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"word_hash" "bytea" NOT NULL,
	"proved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "one_opening_per_key_and_holder" PRIMARY KEY("key_id","account_id"),
	CONSTRAINT "opening_hash_is_whole" CHECK (length("sealing_openings"."word_hash") = 32)
);
--> statement-breakpoint
ALTER TABLE "exports" DROP CONSTRAINT "export_kind_is_known";--> statement-breakpoint
ALTER TABLE "key_holders" ADD CONSTRAINT "key_holders_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "public_names" ADD CONSTRAINT "public_names_petition_id_petitions_id_fk" FOREIGN KEY ("petition_id") REFERENCES "public"."petitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sealing_key_holders" ADD CONSTRAINT "sealing_key_holders_key_id_sealing_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."sealing_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sealing_key_holders" ADD CONSTRAINT "sealing_key_holders_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sealing_keys" ADD CONSTRAINT "sealing_keys_petition_id_petitions_id_fk" FOREIGN KEY ("petition_id") REFERENCES "public"."petitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sealing_keys" ADD CONSTRAINT "sealing_keys_made_by_accounts_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sealing_keys" ADD CONSTRAINT "sealing_keys_approved_by_accounts_id_fk" FOREIGN KEY ("approved_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sealing_openings" ADD CONSTRAINT "sealing_openings_key_id_sealing_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."sealing_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sealing_openings" ADD CONSTRAINT "sealing_openings_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "public_names_by_petition" ON "public_names" USING btree ("petition_id","id");--> statement-breakpoint
CREATE INDEX "sealing_keys_by_petition" ON "sealing_keys" USING btree ("petition_id","active_from");--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "export_kind_is_known" CHECK ("exports"."kind" in ('followers', 'delivery', 'sealed', 'daily-numbers'));--> statement-breakpoint

-- Which key signers are sealed to is public, and what was public stays: a key is agreed to or refused, once, and
-- nothing else of it ever changes.
create function keep_sealing_key() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.active_from is not null or old.refused_at is not null
    or (new.id, new.petition_id, new.recipient, new.wrapped, new.made_by, new.made_at)
      is distinct from (old.id, old.petition_id, old.recipient, old.wrapped, old.made_by, old.made_at) then
    raise exception 'sealing_key_stays' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger sealing_key_stays before update or delete on sealing_keys
  for each row execute function keep_sealing_key();
--> statement-breakpoint
create trigger sealing_key_holder_stays before update or delete on sealing_key_holders
  for each row execute function refuse_change('sealing_key_holder_stays');
--> statement-breakpoint
create trigger sealing_key_touches_petition after insert or update or delete on sealing_keys
  for each row execute function touch_petition_itself();
--> statement-breakpoint

-- AD-11: with its petition published, a key is used only 72 hours after it was agreed to, and only if another person
-- than its maker agreed.
create function delay_sealing_key() returns trigger language plpgsql as $$
begin
  if new.active_from is not null
    and exists (select from petitions p where p.id = new.petition_id and p.published_at is not null)
    and (new.approved_by is null or new.active_from < clock_timestamp() + interval '71 hours 59 minutes') then
    raise exception 'sealing_key_waits_72_hours' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger sealing_key_waits_72_hours before insert or update on sealing_keys
  for each row execute function delay_sealing_key();
