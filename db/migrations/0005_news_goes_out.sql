CREATE TABLE "update_letters" (
	"letter_id" uuid PRIMARY KEY NOT NULL,
	"update_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "update_sheets" (
	"update_id" uuid NOT NULL,
	"language" text NOT NULL,
	"subject" text NOT NULL,
	"html" text NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "one_update_sheet_per_language" PRIMARY KEY("update_id","language")
);
--> statement-breakpoint
ALTER TABLE "letters" ADD COLUMN "update_id" uuid;--> statement-breakpoint
ALTER TABLE "update_sendings" ADD COLUMN "people" integer;--> statement-breakpoint
ALTER TABLE "update_sendings" ADD COLUMN "cursor" "bytea";--> statement-breakpoint
ALTER TABLE "update_sendings" ADD COLUMN "written" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "update_sendings" ADD COLUMN "written_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "update_sendings" ADD COLUMN "handed_over" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "update_sendings" ADD COLUMN "dead" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "update_sendings" ADD COLUMN "complained" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "update_sendings" ADD COLUMN "complaints_known" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "update_sendings" ADD COLUMN "stopped_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "update_sendings" ADD COLUMN "stopped_because" text;--> statement-breakpoint
ALTER TABLE "update_sendings" ADD COLUMN "ended_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "update_sendings" ADD COLUMN "pace_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "update_sendings" ADD COLUMN "pace_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "update_sendings" ADD COLUMN "next_pace_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "update_sendings" ADD COLUMN "next_pace_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "update_letters" ADD CONSTRAINT "update_letters_update_id_update_sendings_update_id_fk" FOREIGN KEY ("update_id") REFERENCES "public"."update_sendings"("update_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "update_sheets" ADD CONSTRAINT "update_sheets_update_id_update_sendings_update_id_fk" FOREIGN KEY ("update_id") REFERENCES "public"."update_sendings"("update_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "update_letters_by_update" ON "update_letters" USING btree ("update_id");--> statement-breakpoint
ALTER TABLE "letters" ADD CONSTRAINT "letters_update_id_update_sendings_update_id_fk" FOREIGN KEY ("update_id") REFERENCES "public"."update_sendings"("update_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "letters_of_updates" ON "letters" USING btree ("update_id") WHERE "letters"."update_id" is not null;--> statement-breakpoint
CREATE INDEX "sendings_under_way" ON "update_sendings" USING btree ("queued_at") WHERE "update_sendings"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "sendings_that_stand" ON "update_sendings" USING btree ("update_id") WHERE "update_sendings"."stopped_at" is not null and "update_sendings"."ended_at" is null;--> statement-breakpoint
ALTER TABLE "update_sendings" ADD CONSTRAINT "stopped_sending_says_why" CHECK (("update_sendings"."stopped_at" is null) = ("update_sendings"."stopped_because" is null));--> statement-breakpoint
ALTER TABLE "update_sendings" ADD CONSTRAINT "stop_reason_is_known" CHECK (stopped_because in ('team', 'complaints'));--> statement-breakpoint
ALTER TABLE "update_sendings" ADD CONSTRAINT "ended_sending_keeps_no_place" CHECK ("update_sendings"."ended_at" is null or "update_sendings"."cursor" is null);--> statement-breakpoint
-- What was queued long ago, before anything sent it, is no news any more.
update "update_sendings" set "ended_at" = now() where "queued_at" < now() - interval '7 days';
