ALTER TABLE "members" ADD COLUMN "role_since" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "invalidation_runs" DROP COLUMN "leased_until";--> statement-breakpoint

-- Whoever is in the team already has been what they are since they came, as far as anybody knows.
update members set role_since = joined_at;
