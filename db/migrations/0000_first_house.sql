CREATE TABLE "audit_records" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_records_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor" text NOT NULL,
	"act" text NOT NULL,
	"subject" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "coalitions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"slug" text NOT NULL,
	"name" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "one_coalition_per_slug" UNIQUE("slug"),
	CONSTRAINT "coalition_slug_is_plain" CHECK ("coalitions"."slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$')
);
--> statement-breakpoint
CREATE TABLE "partners" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"coalition_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"name" jsonb NOT NULL,
	"about" jsonb NOT NULL,
	"is_lead" boolean DEFAULT false NOT NULL,
	"joined_at" timestamp with time zone DEFAULT now() NOT NULL,
	"left_at" timestamp with time zone,
	CONSTRAINT "one_partner_per_slug_in_a_coalition" UNIQUE("coalition_id","slug"),
	CONSTRAINT "partner_slug_is_plain" CHECK ("partners"."slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
	CONSTRAINT "partner_leaves_after_joining" CHECK ("partners"."left_at" is null or "partners"."left_at" >= "partners"."joined_at")
);
--> statement-breakpoint
CREATE TABLE "letter_batches" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tries" smallint DEFAULT 0 NOT NULL,
	"last_try_at" timestamp with time zone NOT NULL,
	"next_try_at" timestamp with time zone NOT NULL,
	"leased_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "letter_tallies" (
	"petition_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"day" date NOT NULL,
	"handed_over" bigint DEFAULT 0 NOT NULL,
	"dead" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "one_letter_tally_per_petition_kind_and_day" PRIMARY KEY("petition_id","kind","day")
);
--> statement-breakpoint
CREATE TABLE "letters" (
	"id" uuid PRIMARY KEY NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "letters_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"petition_id" uuid,
	"kind" text NOT NULL,
	"priority" smallint NOT NULL,
	"key_hour" integer NOT NULL,
	"sealed" "bytea" NOT NULL,
	"batch_id" uuid,
	"dead_at" timestamp with time zone,
	"dead_because" text,
	CONSTRAINT "letter_kind_is_known" CHECK ("letters"."kind" in ('confirm-signature', 'already-signed')),
	CONSTRAINT "dead_letter_says_why" CHECK (("letters"."dead_at" is null) = ("letters"."dead_because" is null))
);
--> statement-breakpoint
CREATE TABLE "campaigns" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"coalition_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"title" jsonb NOT NULL,
	"goal" jsonb NOT NULL,
	"published_at" timestamp with time zone,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "one_campaign_per_slug" UNIQUE("slug"),
	CONSTRAINT "campaign_slug_is_plain" CHECK ("campaigns"."slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$')
);
--> statement-breakpoint
CREATE TABLE "endorsements" (
	"version_id" uuid NOT NULL,
	"partner_id" uuid NOT NULL,
	"endorsed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "one_endorsement_per_partner_and_version" PRIMARY KEY("version_id","partner_id")
);
--> statement-breakpoint
CREATE TABLE "petition_texts" (
	"version_id" uuid NOT NULL,
	"language" text NOT NULL,
	"title" text NOT NULL,
	"demand" text NOT NULL,
	"addressee" text NOT NULL,
	"act" text NOT NULL,
	"body" text NOT NULL,
	CONSTRAINT "one_text_per_version_and_language" PRIMARY KEY("version_id","language"),
	CONSTRAINT "text_has_a_title" CHECK (length("petition_texts"."title") between 1 and 200),
	CONSTRAINT "text_has_a_demand" CHECK (length("petition_texts"."demand") between 1 and 1000),
	CONSTRAINT "text_language_is_a_tag" CHECK ("petition_texts"."language" ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$')
);
--> statement-breakpoint
CREATE TABLE "petition_versions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"petition_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"sha256" "bytea",
	"published_at" timestamp with time zone,
	CONSTRAINT "one_text_version_per_number" UNIQUE("petition_id","version"),
	CONSTRAINT "versions_count_from_one" CHECK ("petition_versions"."version" between 1 and 255),
	CONSTRAINT "published_version_has_its_hash" CHECK (("petition_versions"."published_at" is null) = ("petition_versions"."sha256" is null)),
	CONSTRAINT "version_hash_is_sha256" CHECK ("petition_versions"."sha256" is null or length("petition_versions"."sha256") = 32)
);
--> statement-breakpoint
CREATE TABLE "petitions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"campaign_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"privacy_mode" text DEFAULT 'private' NOT NULL,
	"goal_steps" integer[] NOT NULL,
	"partners_needed" integer DEFAULT 2 NOT NULL,
	"published_at" timestamp with time zone,
	"closes_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "one_petition_per_slug" UNIQUE("slug"),
	CONSTRAINT "petition_slug_is_plain" CHECK ("petitions"."slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
	CONSTRAINT "privacy_mode_is_known" CHECK ("petitions"."privacy_mode" in ('public', 'private', 'sealed', 'count-only')),
	CONSTRAINT "petition_has_a_goal" CHECK (cardinality("petitions"."goal_steps") > 0),
	CONSTRAINT "petition_needs_two_partners" CHECK ("petitions"."partners_needed" >= 2),
	CONSTRAINT "petition_closes_after_publication" CHECK ("petitions"."closes_at" > "petitions"."published_at"),
	CONSTRAINT "only_a_published_petition_is_closed" CHECK ("petitions"."closed_at" is null or "petitions"."published_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "record_lines" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"campaign_id" uuid NOT NULL,
	"happened_on" text NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"who" jsonb NOT NULL,
	"form" text NOT NULL,
	"summary" jsonb NOT NULL,
	"source" jsonb NOT NULL,
	"source_url" text,
	"act_number" text,
	"published_in" text,
	CONSTRAINT "record_date_is_a_day_or_a_month" CHECK ("record_lines"."happened_on" ~ '^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$'),
	CONSTRAINT "record_form_is_known" CHECK ("record_lines"."form" in ('spoken', 'written', 'draft', 'signed act')),
	CONSTRAINT "signed_act_has_number_and_publication" CHECK ("record_lines"."form" <> 'signed act' or ("record_lines"."act_number" is not null and "record_lines"."published_in" is not null)),
	CONSTRAINT "source_link_is_a_web_address" CHECK ("record_lines"."source_url" is null or "record_lines"."source_url" ~ '^https?://')
);
--> statement-breakpoint
CREATE TABLE "share_links" (
	"code" text PRIMARY KEY NOT NULL,
	"petition_id" uuid NOT NULL,
	"partner_id" uuid,
	"channel" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "one_share_link_per_partner_and_channel" UNIQUE NULLS NOT DISTINCT("petition_id","partner_id","channel"),
	CONSTRAINT "share_code_is_short_and_plain" CHECK ("share_links"."code" ~ '^[a-z0-9]{4,16}$')
);
--> statement-breakpoint
CREATE TABLE "update_texts" (
	"update_id" uuid NOT NULL,
	"language" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	CONSTRAINT "one_update_text_per_language" PRIMARY KEY("update_id","language")
);
--> statement-breakpoint
CREATE TABLE "updates" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"petition_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"published_at" timestamp with time zone,
	CONSTRAINT "one_update_per_number" UNIQUE("petition_id","number"),
	CONSTRAINT "updates_count_from_one" CHECK ("updates"."number" >= 1)
);
--> statement-breakpoint
CREATE TABLE "attempts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"petition_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"duplicate_key" "bytea" NOT NULL,
	"slot" smallint NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"sealed" "bytea",
	"partner_id" uuid,
	"share_code" text,
	"posted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "three_live_attempts_per_address" UNIQUE("petition_id","duplicate_key","slot"),
	CONSTRAINT "one_attempt_per_token" UNIQUE("token_hash"),
	CONSTRAINT "attempts_have_three_slots" CHECK ("attempts"."slot" between 1 and 3),
	CONSTRAINT "attempt_keeps_only_the_hour" CHECK ("attempts"."posted_at" = date_trunc('hour', "attempts"."posted_at", 'UTC')),
	CONSTRAINT "attempt_keys_are_whole" CHECK (length("attempts"."duplicate_key") = 32 and length("attempts"."token_hash") = 32)
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"signature_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"wording" text NOT NULL,
	"given_on" date NOT NULL,
	CONSTRAINT "one_consent_of_a_kind" PRIMARY KEY("signature_id","kind"),
	CONSTRAINT "consent_kind_is_known" CHECK ("consents"."kind" in ('display-initials', 'display-full', 'deliver', 'updates', 'partner-updates'))
);
--> statement-breakpoint
CREATE TABLE "count_changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "count_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"petition_id" uuid NOT NULL,
	"partner_id" uuid,
	"confirmed" smallint DEFAULT 0 NOT NULL,
	"withdrawn" smallint DEFAULT 0 NOT NULL,
	"invalidated" smallint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "count_fold" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"as_of" timestamp with time zone NOT NULL,
	CONSTRAINT "there_is_one_fold" CHECK ("count_fold"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "partner_counts" (
	"petition_id" uuid NOT NULL,
	"partner_id" uuid NOT NULL,
	"count" bigint DEFAULT 0 NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "one_count_per_petition_and_partner" PRIMARY KEY("petition_id","partner_id"),
	CONSTRAINT "partner_count_is_never_negative" CHECK ("partner_counts"."count" >= 0)
);
--> statement-breakpoint
CREATE TABLE "petition_counts" (
	"petition_id" uuid PRIMARY KEY NOT NULL,
	"confirmed" bigint DEFAULT 0 NOT NULL,
	"withdrawn" bigint DEFAULT 0 NOT NULL,
	"invalidated" bigint DEFAULT 0 NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "count_is_never_negative" CHECK ("petition_counts"."confirmed" - "petition_counts"."withdrawn" - "petition_counts"."invalidated" >= 0)
);
--> statement-breakpoint
CREATE TABLE "signatures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"petition_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"duplicate_key" "bytea",
	"token_hash" "bytea",
	"sealed" "bytea",
	"partner_id" uuid,
	"share_code" text,
	"confirmed_on" date NOT NULL,
	"withdrawn_on" date,
	"invalidated_on" date,
	CONSTRAINT "one_signature_per_address" UNIQUE("petition_id","duplicate_key"),
	CONSTRAINT "one_signature_per_token" UNIQUE("token_hash"),
	CONSTRAINT "signature_keys_are_whole" CHECK (length("signatures"."duplicate_key") = 32 and length("signatures"."token_hash") = 32),
	CONSTRAINT "withdrawn_signature_keeps_nothing" CHECK ("signatures"."withdrawn_on" is null or ("signatures"."duplicate_key" is null and "signatures"."token_hash" is null and "signatures"."sealed" is null
          and "signatures"."partner_id" is null and "signatures"."share_code" is null))
);
--> statement-breakpoint
CREATE TABLE "suppressions" (
	"address_key" "bytea" PRIMARY KEY NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"suppressed_on" date NOT NULL,
	CONSTRAINT "one_suppression_per_token" UNIQUE("token_hash"),
	CONSTRAINT "suppression_keys_are_whole" CHECK (length("suppressions"."address_key") = 32 and length("suppressions"."token_hash") = 32)
);
--> statement-breakpoint
ALTER TABLE "partners" ADD CONSTRAINT "partners_coalition_id_coalitions_id_fk" FOREIGN KEY ("coalition_id") REFERENCES "public"."coalitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letter_tallies" ADD CONSTRAINT "letter_tallies_petition_id_petitions_id_fk" FOREIGN KEY ("petition_id") REFERENCES "public"."petitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letters" ADD CONSTRAINT "letters_petition_id_petitions_id_fk" FOREIGN KEY ("petition_id") REFERENCES "public"."petitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letters" ADD CONSTRAINT "letters_batch_id_letter_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."letter_batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_coalition_id_coalitions_id_fk" FOREIGN KEY ("coalition_id") REFERENCES "public"."coalitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endorsements" ADD CONSTRAINT "endorsements_version_id_petition_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."petition_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endorsements" ADD CONSTRAINT "endorsements_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "petition_texts" ADD CONSTRAINT "petition_texts_version_id_petition_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."petition_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "petition_versions" ADD CONSTRAINT "petition_versions_petition_id_petitions_id_fk" FOREIGN KEY ("petition_id") REFERENCES "public"."petitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "petitions" ADD CONSTRAINT "petitions_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_lines" ADD CONSTRAINT "record_lines_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share_links" ADD CONSTRAINT "share_links_petition_id_petitions_id_fk" FOREIGN KEY ("petition_id") REFERENCES "public"."petitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share_links" ADD CONSTRAINT "share_links_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "update_texts" ADD CONSTRAINT "update_texts_update_id_updates_id_fk" FOREIGN KEY ("update_id") REFERENCES "public"."updates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "updates" ADD CONSTRAINT "updates_petition_id_petitions_id_fk" FOREIGN KEY ("petition_id") REFERENCES "public"."petitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_petition_id_petitions_id_fk" FOREIGN KEY ("petition_id") REFERENCES "public"."petitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_version_id_petition_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."petition_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_share_code_share_links_code_fk" FOREIGN KEY ("share_code") REFERENCES "public"."share_links"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_signature_id_signatures_id_fk" FOREIGN KEY ("signature_id") REFERENCES "public"."signatures"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner_counts" ADD CONSTRAINT "partner_counts_petition_id_petitions_id_fk" FOREIGN KEY ("petition_id") REFERENCES "public"."petitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner_counts" ADD CONSTRAINT "partner_counts_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "petition_counts" ADD CONSTRAINT "petition_counts_petition_id_petitions_id_fk" FOREIGN KEY ("petition_id") REFERENCES "public"."petitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signatures_petition_id_petitions_id_fk" FOREIGN KEY ("petition_id") REFERENCES "public"."petitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signatures_version_id_petition_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."petition_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signatures_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signatures_share_code_share_links_code_fk" FOREIGN KEY ("share_code") REFERENCES "public"."share_links"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "one_lead_per_coalition" ON "partners" USING btree ("coalition_id") WHERE "partners"."is_lead";--> statement-breakpoint
CREATE INDEX "letter_batches_by_next_try" ON "letter_batches" USING btree ("next_try_at");--> statement-breakpoint
CREATE INDEX "letters_that_wait" ON "letters" USING btree ("priority","position") WHERE "letters"."batch_id" is null and "letters"."dead_at" is null;--> statement-breakpoint
CREATE INDEX "letters_by_batch" ON "letters" USING btree ("batch_id");--> statement-breakpoint
CREATE INDEX "letters_by_key_hour" ON "letters" USING btree ("key_hour");--> statement-breakpoint
CREATE INDEX "petitions_by_change" ON "petitions" USING btree ("changed_at");--> statement-breakpoint
CREATE INDEX "petitions_by_campaign" ON "petitions" USING btree ("campaign_id");--> statement-breakpoint
CREATE INDEX "record_lines_by_date" ON "record_lines" USING btree ("campaign_id","happened_on","position");--> statement-breakpoint
CREATE INDEX "attempts_by_hour" ON "attempts" USING btree ("posted_at");--> statement-breakpoint
CREATE INDEX "partner_counts_by_change" ON "partner_counts" USING btree ("changed_at");--> statement-breakpoint
CREATE INDEX "petition_counts_by_change" ON "petition_counts" USING btree ("changed_at");