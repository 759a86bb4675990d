-- Signing in, as three statements: an attempt is reserved before anything is hashed, and then either opens a session or
-- is refused for good. One round trip each, because a right password must cost little more than its hash.

-- Reserves one try at the typed address. A try that is throttled touches no counter; of any number of simultaneous
-- guesses only as many are ever evaluated as the lock allows. Under siege a browser the account has not used brings a
-- proof of work, which is good for one try; without one nothing is counted either.
create or replace function reserve_sign_in(
  p_email_key text, p_guard_key bytea, p_source bytea, p_device_ids uuid[], p_device_hashes bytea[],
  p_threshold int, p_forget_hours int, p_device_days int, p_strict boolean,
  p_per_minute int, p_failures int, p_addresses int, p_siege text, p_proof bytea, p_proof_ends timestamptz,
  out wait_seconds int, out proof_needed boolean, out account_id uuid, out password_hash text, out device_id uuid, out tries int, out blocked boolean)
-- Every row is found by a key, so one plan is always right, also on tables that are empty when it is made and full an hour
-- later. Planning anew for how many browsers a cookie names costs more than everything else here.
language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
  v_used int;
  v_locked timestamptz;
  v_account_locked timestamptz;
begin
  -- The refusal or the session that follows is committed with a flush, which makes this durable too.
  set local synchronous_commit = off;
  proof_needed := false;

  select ceil(extract(epoch from max(ends_at) - now()))::int into wait_seconds from throttle
    where scope in ('sign_in.failures', 'sign_in.addresses') and key = p_source
      -- In one expression, so that no index but the key can serve: others know only that all budgets are live.
      and case when ends_at <= now() then false
        when scope = 'sign_in.failures' then used >= p_failures else cardinality(seen) >= p_addresses end;
  if wait_seconds is not null then return; end if;

  if p_siege = 'on' or (p_siege = 'auto'
    and exists (select from throttle where scope = 'siege' and key = '' and case when ends_at > now() then true end))
  then
    proof_needed := not exists (
      select from account a join device d on d.account_id = a.id
        join unnest(p_device_ids, p_device_hashes) as named (id, secret_hash)
          on d.id = named.id and d.secret_hash = named.secret_hash
      where a.email_key = p_email_key and a.state = 'active' and d.revoked_at is null
        and d.last_seen_at > now() - make_interval(days => p_device_days));
    if proof_needed and p_proof is not null then
      insert into throttle (scope, key, ends_at, used) values ('sign_in.proof', p_proof, p_proof_ends, 1)
      on conflict (scope, key) do nothing;
      proof_needed := not found;
    end if;
    if proof_needed then return; end if;
  end if;

  insert into throttle as t (scope, key, ends_at, used) values ('sign_in', p_source, now() + interval '1 minute', 1)
  on conflict (scope, key) do update set
    used = case when t.ends_at <= now() then 1 else t.used + 1 end,
    ends_at = case when t.ends_at <= now() then excluded.ends_at else t.ends_at end
  returning used, ceil(extract(epoch from ends_at - now()))::int into v_used, wait_seconds;
  if v_used > p_per_minute then return; end if;
  wait_seconds := null;

  select a.id, a.password_hash, a.locked_at into account_id, password_hash, v_account_locked
    from account a where a.email_key = p_email_key and a.state = 'active';

  if account_id is not null and cardinality(p_device_ids) > 0 then
    update device d set fails = d.fails + 1
      from unnest(p_device_ids, p_device_hashes) as named (id, secret_hash)
      where d.id = named.id and d.secret_hash = named.secret_hash and d.account_id = account_id and d.revoked_at is null
        and d.last_seen_at > now() - make_interval(days => p_device_days)
      returning d.id, d.fails into device_id, tries;
  end if;

  if device_id is not null then
    blocked := v_account_locked is not null or tries > p_threshold
      or (p_strict and exists (select from login_guard where key = p_guard_key and locked_at is not null));
  else
    insert into login_guard as g (key, fails) values (p_guard_key, 1)
    on conflict (key) do update set
      fails = case when g.locked_at is null and g.touched_at < now() - make_interval(hours => p_forget_hours) then 1
        else least(g.fails, 1000000) + 1 end,
      touched_at = now()
    returning fails, locked_at into tries, v_locked;
    blocked := v_locked is not null or v_account_locked is not null or tries > p_threshold;
  end if;
end $$;

-- Gives a reserved try back: nothing was evaluated, or the password was right and the sign-in is not finished yet.
create or replace function return_sign_in(p_guard_key bytea, p_device_id uuid) returns void language plpgsql as $$
begin
  if p_device_id is not null then
    update device set fails = greatest(fails - 1, 0) where id = p_device_id;
  else
    update login_guard set fails = greatest(fails - 1, 0) where key = p_guard_key;
  end if;
end $$;

-- Opens a session, only while the hash that was verified is still the stored one and nobody has locked the zone since.
-- Of a browser the account has not used before it makes a known one, and tells the owner.
create or replace function open_sign_in(
  p_account_id uuid, p_verified_hash text, p_guard_key bytea, p_device_id uuid, p_threshold int,
  p_token_hash bytea, p_device_secret_hash bytea, p_ip text, p_user_agent text, p_session_hours int, p_sessions int, p_letter jsonb,
  out opened boolean, out device_id uuid)
language plpgsql set enable_seqscan = off as $$
#variable_conflict use_column
declare
  v_account record;
begin
  opened := false;
  update account set last_sign_in_at = now()
    where id = p_account_id and password_hash = p_verified_hash and state = 'active' and locked_at is null
    returning id, email, lang into v_account;
  if not found then return; end if;

  if p_device_id is not null then
    update device set fails = 0, last_seen_at = now(), user_agent = p_user_agent
      where id = p_device_id and revoked_at is null returning id into device_id;
    if not found then return; end if;
  else
    update login_guard set fails = 0, touched_at = now() where key = p_guard_key and locked_at is null;
    if not found then return; end if;
    insert into device (account_id, secret_hash, user_agent) values (p_account_id, p_device_secret_hash, p_user_agent)
      returning id into device_id;
    insert into letter (template, lang, email, params, account_id)
      values ('new_device', v_account.lang, v_account.email, p_letter, p_account_id);
  end if;

  -- Most people have few sessions: looking is cheaper than a delete that finds nothing.
  perform from session where account_id = p_account_id offset p_sessions - 1 limit 1;
  if found then
    delete from session where id in (
      select id from session where account_id = p_account_id order by last_seen_at desc offset p_sessions - 1);
  end if;
  insert into session (token_hash, account_id, device_id, client_id, ip, user_agent, expires_at)
    values (p_token_hash, p_account_id, device_id,
      (select client_id from membership where account_id = p_account_id order by since limit 1),
      p_ip, p_user_agent, now() + make_interval(hours => p_session_hours));
  insert into audit_entry (action, actor_id, actor, account_id, object, ip, user_agent)
    values ('sign_in.succeeded', p_account_id, v_account.email, p_account_id, v_account.email, p_ip, p_user_agent);
  opened := true;
end $$;

-- Refuses a reserved try for good. The one that uses up what is forgiven locks: the address for unknown browsers, or, from
-- a browser the account had used, the whole account. The owner is told once a day at most. `locks` says how many there
-- were in the last minute; more than `p_many_locks` begin a siege, or let the one there is go on.
create or replace function refuse_sign_in(
  p_account_id uuid, p_address text, p_guard_key bytea, p_device_id uuid, p_threshold int,
  p_source bytea, p_ip text, p_user_agent text, p_letter jsonb, p_many_locks int, p_siege_minutes int,
  out locked boolean, out locks int)
language plpgsql as $$
#variable_conflict use_column
declare
  v_tell boolean := false;
begin
  insert into throttle as t (scope, key, ends_at, used) values ('sign_in.failures', p_source, now() + interval '10 minutes', 1)
  on conflict (scope, key) do update set
    used = case when t.ends_at <= now() then 1 else t.used + 1 end,
    ends_at = case when t.ends_at <= now() then excluded.ends_at else t.ends_at end;
  insert into throttle as t (scope, key, ends_at, used, seen)
    values ('sign_in.addresses', p_source, now() + interval '10 minutes', 1, array[p_guard_key])
  on conflict (scope, key) do update set
    seen = case when t.ends_at <= now() then excluded.seen when p_guard_key = any(t.seen) then t.seen else t.seen || excluded.seen end,
    ends_at = case when t.ends_at <= now() then excluded.ends_at else t.ends_at end;

  if p_device_id is not null then
    update device set revoked_at = now() where id = p_device_id and fails >= p_threshold and revoked_at is null;
    locked := found;
    if locked then update account set locked_at = now() where id = p_account_id and locked_at is null; end if;
  else
    update login_guard set locked_at = now() where key = p_guard_key and fails >= p_threshold and locked_at is null;
    locked := found;
  end if;

  insert into audit_entry (action, actor, account_id, object, ip, user_agent)
    values (case when locked then 'sign_in.locked' else 'sign_in.failed' end, '', p_account_id, p_address, p_ip, p_user_agent);

  locks := 0;
  if locked then
    insert into throttle as t (scope, key, ends_at, used) values ('sign_in.locks', '', now() + interval '1 minute', 1)
    on conflict (scope, key) do update set
      used = case when t.ends_at <= now() then 1 else t.used + 1 end,
      ends_at = case when t.ends_at <= now() then excluded.ends_at else t.ends_at end
    returning used into locks;
    if locks > p_many_locks then
      insert into throttle (scope, key, ends_at, used)
        values ('siege', '', now() + make_interval(mins => p_siege_minutes), 1)
      on conflict (scope, key) do update set ends_at = excluded.ends_at;
    end if;
    insert into login_guard (key, fails, notified_at) values (p_guard_key, 0, now())
    on conflict (key) do update set notified_at = now()
      where login_guard.notified_at is null or login_guard.notified_at < now() - interval '24 hours';
    v_tell := found;
  end if;
  if v_tell and p_account_id is not null then
    insert into letter (template, lang, email, params, account_id)
      select 'locked', lang, email, p_letter, id from account where id = p_account_id;
  end if;
end $$;
