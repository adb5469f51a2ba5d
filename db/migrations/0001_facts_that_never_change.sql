-- Promises that a constraint cannot make, made by triggers.

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '%', tg_argv[0] using errcode = 'integrity_constraint_violation';
end $$;
--> statement-breakpoint
create function keep_published_text() returns trigger language plpgsql as $$
declare
  -- An update may move a text from one version to another: neither may be published.
  written uuid[] := case tg_op
    when 'DELETE' then array[old.version_id]
    when 'INSERT' then array[new.version_id]
    else array[old.version_id, new.version_id] end;
begin
  -- The lock makes a publication under way end first, or wait until this change is done.
  perform from petition_versions v where v.id = any(written) order by v.id for share;
  if exists (select from petition_versions v where v.id = any(written) and v.published_at is not null) then
    raise exception 'published_text_never_changes' using errcode = 'integrity_constraint_violation';
  end if;
  return coalesce(new, old);
end $$;
--> statement-breakpoint
create trigger published_text_never_changes before insert or update or delete on petition_texts
  for each row execute function keep_published_text();
--> statement-breakpoint
create trigger published_version_never_changes before update or delete on petition_versions
  for each row when (old.published_at is not null)
  execute function refuse_change('published_version_never_changes');
--> statement-breakpoint
create function privacy_rank(mode text) returns int language sql immutable as $$
  select array_position(array['public', 'private', 'sealed', 'count-only'], mode)
$$;
--> statement-breakpoint
create trigger privacy_mode_only_becomes_stricter before update on petitions
  for each row when (old.published_at is not null and privacy_rank(new.privacy_mode) < privacy_rank(old.privacy_mode))
  execute function refuse_change('privacy_mode_only_becomes_stricter');
--> statement-breakpoint
create trigger publication_is_not_taken_back before update on petitions
  for each row when (old.published_at is not null and new.published_at is distinct from old.published_at)
  execute function refuse_change('publication_is_not_taken_back');
--> statement-breakpoint
create trigger audit_is_append_only before update or delete on audit_records
  for each row execute function refuse_change('audit_is_append_only');
--> statement-breakpoint
create trigger audit_is_not_emptied before truncate on audit_records
  for each statement execute function refuse_change('audit_is_append_only');
--> statement-breakpoint

-- Pages are kept in memory until the petition's changed_at moves (db/pulse.ts). These triggers move it, so that
-- no verb can forget to.
create function touch_self() returns trigger language plpgsql as $$
begin
  new.changed_at := clock_timestamp();
  return new;
end $$;
--> statement-breakpoint
create trigger petition_change_is_dated before update on petitions
  for each row execute function touch_self();
--> statement-breakpoint
create trigger campaign_change_is_dated before update on campaigns
  for each row execute function touch_self();
--> statement-breakpoint
create function touch_petitions() returns trigger language plpgsql as $$
declare
  changed record := case when tg_op = 'DELETE' then old else new end;
begin
  case tg_table_name
    when 'campaigns' then
      update petitions set slug = slug where campaign_id = changed.id;
    when 'record_lines' then
      update campaigns set slug = slug where id = changed.campaign_id;
    when 'partners' then
      update campaigns set slug = slug where coalition_id = changed.coalition_id;
    when 'coalitions' then
      update campaigns set slug = slug where coalition_id = changed.id;
    when 'petition_versions', 'updates', 'share_links' then
      update petitions set slug = slug where id = changed.petition_id;
    when 'endorsements' then
      update petitions set slug = slug
        where id = (select v.petition_id from petition_versions v where v.id = changed.version_id);
    when 'update_texts' then
      update petitions set slug = slug
        where id = (select u.petition_id from updates u where u.id = changed.update_id);
  end case;
  return null;
end $$;
--> statement-breakpoint
create trigger campaign_touches_petitions after update on campaigns
  for each row execute function touch_petitions();
--> statement-breakpoint
create trigger record_touches_petitions after insert or update or delete on record_lines
  for each row execute function touch_petitions();
--> statement-breakpoint
create trigger partner_touches_petitions after insert or update or delete on partners
  for each row execute function touch_petitions();
--> statement-breakpoint
create trigger coalition_touches_petitions after update on coalitions
  for each row execute function touch_petitions();
--> statement-breakpoint
create trigger version_touches_petition after insert or update on petition_versions
  for each row execute function touch_petitions();
--> statement-breakpoint
create trigger update_touches_petition after insert or update or delete on updates
  for each row execute function touch_petitions();
--> statement-breakpoint
create trigger share_link_touches_petition after insert or update or delete on share_links
  for each row execute function touch_petitions();
--> statement-breakpoint
create trigger endorsement_touches_petition after insert or delete on endorsements
  for each row execute function touch_petitions();
--> statement-breakpoint
create trigger update_text_touches_petition after insert or update or delete on update_texts
  for each row execute function touch_petitions();
--> statement-breakpoint
insert into count_fold (id, as_of) values (1, now());
