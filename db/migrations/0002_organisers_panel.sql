CREATE TABLE "coalition_logos" (
	"coalition_id" uuid PRIMARY KEY NOT NULL,
	"png" "bytea" NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "petition_cards" (
	"petition_id" uuid NOT NULL,
	"language" text NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "one_card_per_petition_and_language" PRIMARY KEY("petition_id","language")
);
--> statement-breakpoint
CREATE TABLE "petition_drafts" (
	"petition_id" uuid NOT NULL,
	"language" text NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"title" text DEFAULT '' NOT NULL,
	"demand" text DEFAULT '' NOT NULL,
	"addressee" text DEFAULT '' NOT NULL,
	"act" text DEFAULT '' NOT NULL,
	"body" text DEFAULT '' NOT NULL,
	"card_title" text DEFAULT '' NOT NULL,
	"card_text" text DEFAULT '' NOT NULL,
	"follows_revision" integer,
	"saved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"saved_by" uuid,
	CONSTRAINT "one_draft_per_petition_and_language" PRIMARY KEY("petition_id","language"),
	CONSTRAINT "draft_is_not_a_book" CHECK (length("petition_drafts"."body") <= 100000)
);
--> statement-breakpoint
CREATE TABLE "petition_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "petition_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"petition_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"reason" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "petition_event_is_known" CHECK ("petition_events"."kind" in ('closed', 'reopened', 'archived', 'restored'))
);
--> statement-breakpoint
CREATE TABLE "update_sendings" (
	"update_id" uuid PRIMARY KEY NOT NULL,
	"queued_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "country_counts" (
	"petition_id" uuid NOT NULL,
	"country" text NOT NULL,
	"count" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "one_count_per_petition_and_country" PRIMARY KEY("petition_id","country")
);
--> statement-breakpoint
CREATE TABLE "daily_counts" (
	"petition_id" uuid NOT NULL,
	"partner_id" uuid,
	"day" date NOT NULL,
	"attempted" integer DEFAULT 0 NOT NULL,
	"confirmed" integer DEFAULT 0 NOT NULL,
	"withdrawn" integer DEFAULT 0 NOT NULL,
	"invalidated" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "one_count_per_petition_partner_and_day" UNIQUE NULLS NOT DISTINCT("petition_id","partner_id","day")
);
--> statement-breakpoint
CREATE TABLE "exports" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"petition_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"partner_id" uuid,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"people" bigint NOT NULL,
	"approved_by" uuid,
	"approved_at" timestamp with time zone,
	"refused_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	"begun_at" timestamp with time zone,
	"rows_sent" bigint DEFAULT 0 NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "export_kind_is_known" CHECK ("exports"."kind" in ('followers', 'delivery', 'daily-numbers')),
	CONSTRAINT "nobody_approves_their_own_export" CHECK ("exports"."approved_by" is null or "exports"."approved_by" <> "exports"."asked_by")
);
--> statement-breakpoint
CREATE TABLE "hourly_counts" (
	"petition_id" uuid NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"attempted" integer DEFAULT 0 NOT NULL,
	"confirmed" integer DEFAULT 0 NOT NULL,
	"withdrawn" integer DEFAULT 0 NOT NULL,
	"invalidated" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "one_count_per_petition_and_hour" PRIMARY KEY("petition_id","hour")
);
--> statement-breakpoint
CREATE TABLE "invalidation_finds" (
	"run_id" uuid NOT NULL,
	"signature_id" uuid NOT NULL,
	"applied" boolean,
	CONSTRAINT "one_find_per_run_and_signature" PRIMARY KEY("run_id","signature_id")
);
--> statement-breakpoint
CREATE TABLE "invalidation_runs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"petition_id" uuid NOT NULL,
	"sealed_pattern" "bytea" NOT NULL,
	"reason" text NOT NULL,
	"started_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"cursor" "bytea",
	"looked" bigint DEFAULT 0 NOT NULL,
	"found" bigint DEFAULT 0 NOT NULL,
	"done" bigint DEFAULT 0 NOT NULL,
	"looked_at" timestamp with time zone,
	"begun_at" timestamp with time zone,
	"cancelled_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"undo_begun_at" timestamp with time zone,
	"undone_at" timestamp with time zone,
	"leased_until" timestamp with time zone,
	CONSTRAINT "invalidation_reason_is_known" CHECK (reason in ('duplicate', 'forged', 'bot', 'nonsense-name', 'by-request', 'other'))
);
--> statement-breakpoint
CREATE TABLE "share_counts" (
	"share_code" text PRIMARY KEY NOT NULL,
	"visits" bigint DEFAULT 0 NOT NULL,
	"count" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"address_key" "bytea" NOT NULL,
	"sealed" "bytea" NOT NULL,
	"language" text DEFAULT 'en' NOT NULL,
	"totp_sealed" "bytea",
	"totp_step" bigint,
	"failures" smallint DEFAULT 0 NOT NULL,
	"blocked_until" timestamp with time zone,
	"may_found_since" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"disabled_at" timestamp with time zone,
	CONSTRAINT "one_account_per_address" UNIQUE("address_key"),
	CONSTRAINT "account_address_key_is_whole" CHECK (length("accounts"."address_key") = 32)
);
--> statement-breakpoint
CREATE TABLE "draft_saves" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "draft_saves_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"place" text NOT NULL,
	"revision" bigint NOT NULL,
	"fields" jsonb NOT NULL,
	"saved_by" uuid,
	"saved_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"address_key" "bytea" NOT NULL,
	"sealed" "bytea" NOT NULL,
	"coalition_id" uuid,
	"role" text NOT NULL,
	"partner_id" uuid,
	"invited_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "one_invitation_per_token" UNIQUE("token_hash"),
	CONSTRAINT "invitation_role_is_known" CHECK (role in ('owner', 'editor', 'translator', 'moderator', 'analyst', 'partner')),
	CONSTRAINT "invitation_for_a_partner_names_it" CHECK (("invitations"."role" = 'partner') = ("invitations"."partner_id" is not null)),
	CONSTRAINT "invitation_ends_once" CHECK ("invitations"."accepted_at" is null or "invitations"."ended_at" is null)
);
--> statement-breakpoint
CREATE TABLE "members" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"account_id" uuid NOT NULL,
	"coalition_id" uuid NOT NULL,
	"role" text NOT NULL,
	"partner_id" uuid,
	"joined_at" timestamp with time zone DEFAULT now() NOT NULL,
	"left_at" timestamp with time zone,
	CONSTRAINT "member_role_is_known" CHECK (role in ('owner', 'editor', 'translator', 'moderator', 'analyst', 'partner')),
	CONSTRAINT "partner_member_belongs_to_a_partner" CHECK (("members"."role" = 'partner') = ("members"."partner_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "passkeys" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"public_key" "bytea" NOT NULL,
	"counter" bigint DEFAULT 0 NOT NULL,
	"transports" text[] DEFAULT '{}' NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "presences" (
	"place" text NOT NULL,
	"account_id" uuid NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "one_presence_per_place_and_account" PRIMARY KEY("place","account_id")
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"account_id" uuid NOT NULL,
	"code_hash" "bytea" NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "one_recovery_code_of_a_kind" PRIMARY KEY("account_id","code_hash")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"account_id" uuid NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"proved_at" timestamp with time zone,
	"challenge" text,
	"challenge_at" timestamp with time zone,
	CONSTRAINT "one_session_per_token" UNIQUE("token_hash"),
	CONSTRAINT "session_token_hash_is_whole" CHECK (length("sessions"."token_hash") = 32)
);
--> statement-breakpoint
CREATE TABLE "sign_in_links" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "letters" DROP CONSTRAINT "letter_kind_is_known";--> statement-breakpoint
ALTER TABLE "partners" ALTER COLUMN "joined_at" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "updates" ALTER COLUMN "number" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_records" ADD COLUMN "coalition_id" uuid;--> statement-breakpoint
ALTER TABLE "audit_records" ADD COLUMN "hash" "bytea" DEFAULT ''::bytea NOT NULL;--> statement-breakpoint
ALTER TABLE "coalitions" ADD COLUMN "about" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "coalitions" ADD COLUMN "signing_paused_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "coalitions" ADD COLUMN "letters_paused_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "coalitions" ADD COLUMN "banner" jsonb;--> statement-breakpoint
ALTER TABLE "endorsements" ADD COLUMN "endorsed_by" uuid;--> statement-breakpoint
ALTER TABLE "petition_versions" ADD COLUMN "offered_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "petition_versions" ADD COLUMN "offered_by" uuid;--> statement-breakpoint
ALTER TABLE "petitions" ADD COLUMN "archived_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "petitions" ADD COLUMN "source_language" text DEFAULT 'en' NOT NULL;--> statement-breakpoint
ALTER TABLE "petitions" ADD COLUMN "consents_offered" text[] DEFAULT '{deliver,updates,partner-updates}' NOT NULL;--> statement-breakpoint
ALTER TABLE "petitions" ADD COLUMN "letter_wording" text DEFAULT 'plain' NOT NULL;--> statement-breakpoint
ALTER TABLE "petitions" ADD COLUMN "settings_revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "petitions" ADD COLUMN "scheduled_version_id" uuid;--> statement-breakpoint
ALTER TABLE "petitions" ADD COLUMN "scheduled_for" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "petitions" ADD COLUMN "scheduled_by" uuid;--> statement-breakpoint
ALTER TABLE "updates" ADD COLUMN "created_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "updates" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "updates" ADD COLUMN "scheduled_for" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "updates" ADD COLUMN "sends_letters" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "count_changes" ADD COLUMN "share_code" text;--> statement-breakpoint
ALTER TABLE "count_changes" ADD COLUMN "country" text;--> statement-breakpoint
ALTER TABLE "count_changes" ADD COLUMN "attempted" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "coalition_logos" ADD CONSTRAINT "coalition_logos_coalition_id_coalitions_id_fk" FOREIGN KEY ("coalition_id") REFERENCES "public"."coalitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "petition_cards" ADD CONSTRAINT "petition_cards_petition_id_petitions_id_fk" FOREIGN KEY ("petition_id") REFERENCES "public"."petitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "petition_drafts" ADD CONSTRAINT "petition_drafts_petition_id_petitions_id_fk" FOREIGN KEY ("petition_id") REFERENCES "public"."petitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "petition_drafts" ADD CONSTRAINT "petition_drafts_saved_by_accounts_id_fk" FOREIGN KEY ("saved_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "petition_events" ADD CONSTRAINT "petition_events_petition_id_petitions_id_fk" FOREIGN KEY ("petition_id") REFERENCES "public"."petitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "update_sendings" ADD CONSTRAINT "update_sendings_update_id_updates_id_fk" FOREIGN KEY ("update_id") REFERENCES "public"."updates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "country_counts" ADD CONSTRAINT "country_counts_petition_id_petitions_id_fk" FOREIGN KEY ("petition_id") REFERENCES "public"."petitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "daily_counts" ADD CONSTRAINT "daily_counts_petition_id_petitions_id_fk" FOREIGN KEY ("petition_id") REFERENCES "public"."petitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "daily_counts" ADD CONSTRAINT "daily_counts_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "exports_petition_id_petitions_id_fk" FOREIGN KEY ("petition_id") REFERENCES "public"."petitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "exports_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "exports_asked_by_accounts_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "exports_approved_by_accounts_id_fk" FOREIGN KEY ("approved_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hourly_counts" ADD CONSTRAINT "hourly_counts_petition_id_petitions_id_fk" FOREIGN KEY ("petition_id") REFERENCES "public"."petitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invalidation_finds" ADD CONSTRAINT "invalidation_finds_run_id_invalidation_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."invalidation_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invalidation_finds" ADD CONSTRAINT "invalidation_finds_signature_id_signatures_id_fk" FOREIGN KEY ("signature_id") REFERENCES "public"."signatures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invalidation_runs" ADD CONSTRAINT "invalidation_runs_petition_id_petitions_id_fk" FOREIGN KEY ("petition_id") REFERENCES "public"."petitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invalidation_runs" ADD CONSTRAINT "invalidation_runs_started_by_accounts_id_fk" FOREIGN KEY ("started_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share_counts" ADD CONSTRAINT "share_counts_share_code_share_links_code_fk" FOREIGN KEY ("share_code") REFERENCES "public"."share_links"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_saves" ADD CONSTRAINT "draft_saves_saved_by_accounts_id_fk" FOREIGN KEY ("saved_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_coalition_id_coalitions_id_fk" FOREIGN KEY ("coalition_id") REFERENCES "public"."coalitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_invited_by_accounts_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_coalition_id_coalitions_id_fk" FOREIGN KEY ("coalition_id") REFERENCES "public"."coalitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_partner_id_partners_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presences" ADD CONSTRAINT "presences_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_links" ADD CONSTRAINT "sign_in_links_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "petition_events_by_petition" ON "petition_events" USING btree ("petition_id","id");--> statement-breakpoint
CREATE INDEX "exports_by_petition" ON "exports" USING btree ("petition_id","asked_at");--> statement-breakpoint
CREATE INDEX "finds_that_wait" ON "invalidation_finds" USING btree ("run_id") WHERE "invalidation_finds"."applied" is null;--> statement-breakpoint
CREATE INDEX "finds_that_were_applied" ON "invalidation_finds" USING btree ("run_id") WHERE "invalidation_finds"."applied";--> statement-breakpoint
CREATE INDEX "invalidation_runs_by_petition" ON "invalidation_runs" USING btree ("petition_id","created_at");--> statement-breakpoint
CREATE INDEX "draft_saves_by_place" ON "draft_saves" USING btree ("place","id");--> statement-breakpoint
CREATE INDEX "invitations_by_coalition" ON "invitations" USING btree ("coalition_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_place_per_account_and_coalition" ON "members" USING btree ("account_id","coalition_id") WHERE "members"."left_at" is null;--> statement-breakpoint
CREATE INDEX "members_by_coalition" ON "members" USING btree ("coalition_id");--> statement-breakpoint
CREATE INDEX "passkeys_by_account" ON "passkeys" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "sessions_by_account" ON "sessions" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "sign_in_links_by_account" ON "sign_in_links" USING btree ("account_id");--> statement-breakpoint
ALTER TABLE "audit_records" ADD CONSTRAINT "audit_records_coalition_id_coalitions_id_fk" FOREIGN KEY ("coalition_id") REFERENCES "public"."coalitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endorsements" ADD CONSTRAINT "endorsements_endorsed_by_accounts_id_fk" FOREIGN KEY ("endorsed_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "petition_versions" ADD CONSTRAINT "petition_versions_offered_by_accounts_id_fk" FOREIGN KEY ("offered_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "petitions" ADD CONSTRAINT "petitions_scheduled_by_accounts_id_fk" FOREIGN KEY ("scheduled_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_by_coalition" ON "audit_records" USING btree ("coalition_id","id");--> statement-breakpoint
ALTER TABLE "letters" ADD CONSTRAINT "letter_kind_is_known" CHECK (kind in ('confirm-signature', 'already-signed', 'sign-in', 'invitation', 'endorsement-asked', 'update-preview'));--> statement-breakpoint
ALTER TABLE "petitions" ADD CONSTRAINT "petition_schedule_is_whole" CHECK (("petitions"."scheduled_version_id" is null) = ("petitions"."scheduled_for" is null));--> statement-breakpoint
ALTER TABLE "petitions" ADD CONSTRAINT "consents_offered_are_known" CHECK ("petitions"."consents_offered" <@ array['deliver', 'updates', 'partner-updates']);--> statement-breakpoint
ALTER TABLE "petitions" ADD CONSTRAINT "letter_wording_is_known" CHECK ("petitions"."letter_wording" in ('plain', 'formal', 'short'));--> statement-breakpoint
ALTER TABLE "updates" ADD CONSTRAINT "published_update_has_its_number" CHECK (("updates"."published_at" is null) or ("updates"."number" is not null));