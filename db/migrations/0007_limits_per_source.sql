CREATE TABLE "domain_paces" (
	"mark" integer NOT NULL,
	"slot" integer NOT NULL,
	"sent" integer NOT NULL,
	CONSTRAINT "one_pace_per_domain_and_slot" PRIMARY KEY("mark","slot")
);
--> statement-breakpoint
CREATE TABLE "spent_proofs" (
	"proof_hash" "bytea" PRIMARY KEY NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	CONSTRAINT "proof_hash_is_whole" CHECK (length("spent_proofs"."proof_hash") = 32)
);
--> statement-breakpoint
ALTER TABLE "letters" ADD COLUMN "domain_mark" integer;--> statement-breakpoint
CREATE INDEX "spent_proofs_by_end" ON "spent_proofs" USING brin ("ends_at");