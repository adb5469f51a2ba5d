-- Audit: each record's hash is taken over the hash before it, so that a change of one breaks all that follow.

create function audit_hash(previous bytea, r audit_records) returns bytea language sql stable as $$
  select sha256(previous || convert_to(concat_ws(E'\n', r.id::text,
    to_char(r.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), r.actor, r.act, coalesce(r.coalition_id::text, '-'),
    r.subject::text), 'UTF8'))
$$;
--> statement-breakpoint
create function chain_audit() returns trigger language plpgsql as $$
declare
  previous bytea;
begin
  -- One at a time, in the order of their ids: the number is drawn under the lock, which holds until the commit.
  perform pg_advisory_xact_lock(7364003);
  new.id := nextval(pg_get_serial_sequence('audit_records', 'id'));
  select hash into previous from audit_records order by id desc limit 1;
  new.hash := audit_hash(coalesce(previous, ''::bytea), new);
  return new;
end $$;
--> statement-breakpoint
alter table audit_records disable trigger audit_is_append_only;
--> statement-breakpoint
do $$
declare
  r audit_records;
  previous bytea := ''::bytea;
begin
  for r in select * from audit_records order by id loop
    previous := audit_hash(previous, r);
    update audit_records set hash = previous where id = r.id;
  end loop;
end $$;
--> statement-breakpoint
alter table audit_records enable trigger audit_is_append_only;
--> statement-breakpoint
create trigger audit_is_chained before insert on audit_records for each row execute function chain_audit();
--> statement-breakpoint

-- What a partner has endorsed is what it endorsed.
create function keep_endorsed_text() returns trigger language plpgsql as $$
declare
  written uuid[] := case tg_op
    when 'DELETE' then array[old.version_id]
    when 'INSERT' then array[new.version_id]
    else array[old.version_id, new.version_id] end;
begin
  perform from petition_versions v where v.id = any(written) order by v.id for share;
  -- Of published text the other trigger speaks.
  if exists (select from endorsements e join petition_versions v on v.id = e.version_id
      where e.version_id = any(written) and v.published_at is null) then
    raise exception 'endorsed_text_never_changes' using errcode = 'integrity_constraint_violation';
  end if;
  return coalesce(new, old);
end $$;
--> statement-breakpoint
create trigger endorsed_text_never_changes before insert or update or delete on petition_texts
  for each row execute function keep_endorsed_text();
--> statement-breakpoint
create function lock_endorsed_version() returns trigger language plpgsql as $$
begin
  -- The other side of the lock above: whoever writes the text at this moment ends first.
  perform from petition_versions v where v.id = new.version_id for update;
  return new;
end $$;
--> statement-breakpoint
create trigger endorsement_waits_for_the_text before insert on endorsements
  for each row execute function lock_endorsed_version();
--> statement-breakpoint
alter table petition_versions disable trigger published_version_never_changes;
--> statement-breakpoint
update petition_versions set offered_at = published_at where published_at is not null;
--> statement-breakpoint
alter table petition_versions enable trigger published_version_never_changes;
--> statement-breakpoint

-- The touching update names no column of a key. One that does takes the lock that every new signature, share link and
-- update of the petition conflicts with (they hold FOR KEY SHARE by their foreign keys), and two of them, deadlocked.
create or replace function touch_petitions() returns trigger language plpgsql as $$
declare
  changed record := case when tg_op = 'DELETE' then old else new end;
begin
  case tg_table_name
    when 'campaigns' then
      update petitions set changed_at = changed_at where campaign_id = changed.id;
    when 'record_lines' then
      update campaigns set changed_at = changed_at where id = changed.campaign_id;
    when 'partners' then
      update campaigns set changed_at = changed_at where coalition_id = changed.coalition_id;
    when 'coalitions' then
      update campaigns set changed_at = changed_at where coalition_id = changed.id;
    when 'petition_versions', 'updates', 'share_links' then
      update petitions set changed_at = changed_at where id = changed.petition_id;
    when 'endorsements' then
      update petitions set changed_at = changed_at
        where id = (select v.petition_id from petition_versions v where v.id = changed.version_id);
    when 'update_texts' then
      update petitions set changed_at = changed_at
        where id = (select u.petition_id from updates u where u.id = changed.update_id);
  end case;
  return null;
end $$;
--> statement-breakpoint

-- More that public pages show.
create function touch_petition_itself() returns trigger language plpgsql as $$
begin
  update petitions set changed_at = changed_at where id = case when tg_op = 'DELETE' then old.petition_id else new.petition_id end;
  return null;
end $$;
--> statement-breakpoint
create trigger card_touches_petition after insert or update or delete on petition_cards
  for each row execute function touch_petition_itself();
--> statement-breakpoint
create trigger event_touches_petition after insert on petition_events
  for each row execute function touch_petition_itself();
--> statement-breakpoint
create trigger petition_event_stays before update or delete on petition_events
  for each row execute function refuse_change('petition_event_stays');
--> statement-breakpoint

-- The series begin with what is known: days, partners and share links of the signatures there are.
insert into daily_counts (petition_id, partner_id, day, confirmed, withdrawn, invalidated)
select petition_id, null, day, sum(confirmed), sum(withdrawn), sum(invalidated) from (
  select petition_id, confirmed_on as day, 1 as confirmed, 0 as withdrawn, 0 as invalidated from signatures
  union all select petition_id, withdrawn_on, 0, 1, 0 from signatures where withdrawn_on is not null
  union all select petition_id, invalidated_on, 0, 0, 1 from signatures where invalidated_on is not null and withdrawn_on is null
) facts group by petition_id, day;
--> statement-breakpoint
insert into daily_counts (petition_id, partner_id, day, confirmed)
select petition_id, partner_id, confirmed_on, count(*) from signatures where partner_id is not null
group by petition_id, partner_id, confirmed_on;
--> statement-breakpoint
insert into share_counts (share_code, count)
select share_code, count(*) from signatures
where share_code is not null and withdrawn_on is null and invalidated_on is null group by share_code;
--> statement-breakpoint
insert into country_counts (petition_id, country, count)
select petition_id, '', count(*) from signatures
where withdrawn_on is null and invalidated_on is null group by petition_id;
