CREATE TABLE "letter_caps" (
	"recipient_key" "bytea" PRIMARY KEY NOT NULL,
	"hours" integer[] NOT NULL,
	"marks" integer[] NOT NULL,
	"ends_hour" integer NOT NULL,
	CONSTRAINT "recipient_key_is_whole" CHECK (length("letter_caps"."recipient_key") = 32),
	CONSTRAINT "letter_caps_fit" CHECK (cardinality("letter_caps"."hours") = cardinality("letter_caps"."marks") and cardinality("letter_caps"."hours") <= 10)
);
--> statement-breakpoint
CREATE TABLE "mail_events" (
	"id" text PRIMARY KEY NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "event_id_is_short" CHECK (length("mail_events"."id") between 1 and 256)
);
--> statement-breakpoint
CREATE TABLE "mail_pace" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"next_call_at" timestamp with time zone NOT NULL,
	"closed_until" timestamp with time zone,
	"paused_at" timestamp with time zone,
	"paused_because" text,
	"refusals" smallint DEFAULT 0 NOT NULL,
	CONSTRAINT "there_is_one_pace" CHECK ("mail_pace"."id" = 1),
	CONSTRAINT "pause_says_why" CHECK (("mail_pace"."paused_at" is null) = ("mail_pace"."paused_because" is null))
);
--> statement-breakpoint
CREATE TABLE "reminders" (
	"attempt_id" uuid PRIMARY KEY NOT NULL,
	"posted_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "letters" DROP CONSTRAINT "letter_kind_is_known";--> statement-breakpoint
ALTER TABLE "letter_tallies" ADD COLUMN "bounced" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "letter_tallies" ADD COLUMN "complained" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "letter_caps_by_end" ON "letter_caps" USING brin ("ends_hour");--> statement-breakpoint
CREATE INDEX "mail_events_by_arrival" ON "mail_events" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "reminders_by_posting" ON "reminders" USING btree ("posted_at");--> statement-breakpoint
ALTER TABLE "letters" ADD CONSTRAINT "letter_kind_is_known" CHECK (kind in ('confirm-signature', 'already-signed', 'reminder', 'thanks', 'withdrawn', 'update', 'sign-in', 'invitation', 'endorsement-asked', 'export-ready', 'update-preview'));--> statement-breakpoint
insert into "mail_pace" ("id", "next_call_at") values (1, now());
