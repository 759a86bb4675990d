-- Finding a client by what somebody remembers of it. One folding for what is stored and for what is typed, and indexes
-- over it. Nothing here asks the database's locale or an extension, so that every server answers the same.

-- Small letters; ё as е; Kazakh letters as the Russian ones that stand in for them on a keyboard without them.
create function search_fold(typed text) returns text language sql immutable strict parallel safe
return translate(typed,
  'ABCDEFGHIJKLMNOPQRSTUVWXYZАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯӘҒҚҢӨҰҮҺІыёәғқңөұүһі',
  'abcdefghijklmnopqrstuvwxyzабвгдеежзийклмнопрстуфхцчшщъиьэюяагкноуухииеагкноуухи');

-- The words of a text, folded: what stands between spaces, signs and quotes of any kind.
create function search_words(typed text) returns text[] language sql immutable strict parallel safe
return array_remove(regexp_split_to_array(search_fold(typed),
  '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u2116\u3000-\u303f]+'), '');

-- What is found of a text: every beginning of every word, and of the whole without its signs («ДГ-2024/17» as дг202417).
create function search_text(written text) returns tsvector language sql immutable strict parallel safe cost 1000
return array_to_tsvector(array_remove(
  search_words(written) || left(array_to_string(search_words(written), ''), 200), ''));

-- What is asked: all the typed words must begin words of the text. Digits with spaces or dashes among them are one number.
-- Null when nothing is asked.
create function search_query(typed text) returns tsquery language sql immutable strict parallel safe
return (
  select string_agg('''' || left(word, 200) || ''':*', ' & ')::tsquery
  from unnest(case when typed ~ '^[0-9\s-]+$' then array[array_to_string(search_words(typed), '')] else search_words(typed) end)
    as word
  where word <> '');

-- The order of names: figures, the Kazakh alphabet, which holds the Russian one, the Latin one. Without quotes and the
-- legal form before the name, under which nobody looks: «ТОО „Ақжол“» stands at А. Every letter becomes a sign whose
-- bytes sort right under the collation "C", which no update of a library can change under an index.
create function name_order(name text) returns text language sql immutable strict parallel safe cost 1000
return left(translate(
  regexp_replace(regexp_replace(
    translate(name,
      'ABCDEFGHIJKLMNOPQRSTUVWXYZАӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ',
      'abcdefghijklmnopqrstuvwxyzаәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя'),
    '^\s*(тоо|ао|оао|зао|ип|кх|кт|ко|пк|гкп|гкпп|ргп|ргкп|гу|жшс|ақ|жк|дк|шқ|мкк|рмк|мм|llp|jsc|ie)(\s+|(?=["«“„]))', ''),
    '["«»“”„'']+', '', 'g'),
  'аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяabcdefghijklmnopqrstuvwxyz',
  U&'\4E00\4E01\4E02\4E03\4E04\4E05\4E06\4E07\4E08\4E09\4E0A\4E0B\4E0C\4E0D\4E0E\4E0F\4E10\4E11\4E12\4E13\4E14\4E15\4E16\4E17\4E18\4E19\4E1A\4E1B\4E1C\4E1D\4E1E\4E1F\4E20\4E21\4E22\4E23\4E24\4E25\4E26\4E27\4E28\4E29\4F00\4F01\4F02\4F03\4F04\4F05\4F06\4F07\4F08\4F09\4F0A\4F0B\4F0C\4F0D\4F0E\4F0F\4F10\4F11\4F12\4F13\4F14\4F15\4F16\4F17\4F18\4F19'),
  200);

create index client_by_name on client (name_order(name) collate "C", id);
create index client_found on client using gin (search_text(bin || ' ' || name));
create index contract_found on contract using gin (search_text(number || ' ' || email));
create index account_found on account using gin (search_text(email || ' ' || name));
create index invitation_found on invitation using gin (search_text(email || ' ' || name))
  where accepted_at is null and revoked_at is null;

-- Other requests of the same company, and those that are decided.
create index registration_by_bin on registration (bin) where state in ('new', 'approved', 'declined');
create index registration_decided on registration (decided_at desc, id desc) where state in ('approved', 'declined');
