CREATE TABLE "petition_share_words" (
	"petition_id" uuid NOT NULL,
	"language" text NOT NULL,
	"words" text NOT NULL,
	CONSTRAINT "one_share_wording_per_petition_and_language" PRIMARY KEY("petition_id","language"),
	CONSTRAINT "share_words_are_short" CHECK (length("petition_share_words"."words") between 1 and 200)
);
--> statement-breakpoint
ALTER TABLE "petition_share_words" ADD CONSTRAINT "petition_share_words_petition_id_petitions_id_fk" FOREIGN KEY ("petition_id") REFERENCES "public"."petitions"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- What public pages show moves their petition.
create trigger share_words_touch_petition after insert or update or delete on petition_share_words
  for each row execute function touch_petition_itself();
