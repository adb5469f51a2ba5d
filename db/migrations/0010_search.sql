CREATE TABLE "petition_words" (
	"version_id" uuid NOT NULL,
	"language" text NOT NULL,
	"words" "tsvector" NOT NULL,
	CONSTRAINT "one_word_list_per_version_and_language" PRIMARY KEY("version_id","language")
);
--> statement-breakpoint
ALTER TABLE "petition_words" ADD CONSTRAINT "petition_words_version_id_petition_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."petition_versions"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "petition_words_by_word" ON "petition_words" USING gin ("words" tsvector_ops);
--> statement-breakpoint
-- Small letters and plain gaps, by hand as well: where the database's locale is C, lower() leaves all but the Latin
-- letters alone, and the parser takes quotation marks for letters. Signs would also make one word of two, or a number of
-- a hyphen: a text is cut into words where a question is.
create function plain_letters(written text) returns text language sql immutable parallel safe as $$
  select translate(
    regexp_replace(lower(written), '[!-/:-@[-`{-~«»‹›„“”‚‘’ʼ´`′″‐‑‒–—―…·•،؛؟№§\u00A0\u2009\u202F]', ' ', 'g'),
    'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЄІЇҐÄÖÜё',
    'абвгдеежзийклмнопрстуфхцчшщъыьэюяєіїґäöüе')
$$;
--> statement-breakpoint
-- Dictionaries that every PostgreSQL 15 has; texts in other languages, Ukrainian among them, are kept word by word
-- (lib/petition/search.ts asks accordingly). A title weighs most and the long text least.
create function words_of_text(language text, title text, demand text, addressee text, act text, body text)
returns tsvector language plpgsql immutable parallel safe as $$
declare
  dictionary regconfig := case split_part(language, '-', 1)
    when 'en' then 'pg_catalog.english'::regconfig
    when 'ru' then 'pg_catalog.russian'::regconfig
    when 'de' then 'pg_catalog.german'::regconfig
    when 'ar' then 'pg_catalog.arabic'::regconfig
    else 'pg_catalog.simple'::regconfig end;
begin
  return setweight(to_tsvector(dictionary, plain_letters(title)), 'A')
    || setweight(to_tsvector(dictionary, plain_letters(demand)), 'B')
    || setweight(to_tsvector(dictionary, plain_letters(addressee || ' ' || act)), 'C')
    || setweight(to_tsvector(dictionary, plain_letters(body)), 'D');
end $$;
--> statement-breakpoint
create function keep_petition_words() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    delete from petition_words where version_id = old.version_id and language = old.language;
  end if;
  if tg_op <> 'DELETE' then
    insert into petition_words (version_id, language, words) values (new.version_id, new.language,
      words_of_text(new.language, new.title, new.demand, new.addressee, new.act, new.body));
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger petition_words_follow_the_text after insert or update or delete on petition_texts
  for each row execute function keep_petition_words();
--> statement-breakpoint
insert into petition_words (version_id, language, words)
  select version_id, language, words_of_text(language, title, demand, addressee, act, body) from petition_texts;
