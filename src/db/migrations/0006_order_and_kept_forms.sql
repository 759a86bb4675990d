-- Lists in the order of names at any length, and search words that everybody has.

-- What a list sorts by is worked out when a name is written: for a word that every client has it was worked out a
-- hundred thousand times a page, and that was all the time the page took.
alter table client add column name_key text collate "C" not null generated always as (name_order(name)) stored;
drop index client_by_name;
create index client_by_name on client (name_key, id);

-- As before, but a legal form is no word to look for beside others: «ТОО Ақжол» finds «Ақжол» ЖШС as well. Alone it is
-- one. Forms that begin many names (АҚ, ПК, КО) stay words: leaving them out would find too much.
create or replace function search_query(typed text) returns tsquery language sql immutable strict parallel safe
return (
  select coalesce(
    string_agg(lexeme, ' & ') filter (where word not in
      ('тоо', 'жшс', 'ао', 'оао', 'зао', 'ип', 'жк', 'гкп', 'гкпп', 'ргп', 'ргкп', 'мкк', 'рмк', 'llp', 'jsc')),
    string_agg(lexeme, ' & '))::tsquery
  from unnest(case when typed ~ '^[0-9\s-]+$' then array[array_to_string(search_words(typed), '')] else search_words(typed) end)
      as word,
    lateral (select '''' || left(word, 200) || ''':*') as part (lexeme)
  where word <> '');

-- What was typed into a form that came after its session had ended, until its person has signed in again. Never a password.
create table kept_form (
  -- The hash of a cookie: only the browser that typed it finds it again.
  key bytea primary key,
  -- The session whose page the form stood on, living or over; one form each.
  session_id uuid not null,
  account_id uuid not null references account,
  -- The company the session looked at: a form of one is no form of another.
  client_id uuid references client,
  -- The form's route, the address it was posted to, and the address of the page it is shown on.
  route text not null,
  path text not null,
  page text not null,
  fields jsonb not null,
  kept_at timestamptz not null default now(),
  constraint kept_form_one_per_session unique (session_id),
  constraint kept_form_key_is_a_hash check (octet_length(key) = 32)
);
create index kept_form_by_age on kept_form (kept_at);
grant select, insert, update, delete on kept_form to mycoupon_app;
