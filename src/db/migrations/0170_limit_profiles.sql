-- Who was given the limits of a profile, and which edition of it (limit_set.no) they were.
alter table limit_set
  add column profile_id uuid,
  add column profile_no int,
  add foreign key (client_id, profile_id) references limit_set (client_id, id),
  add constraint limit_set_profile_together check ((profile_id is null) = (profile_no is null)),
  add constraint limit_set_profile_of_others check (profile_id <> id);
create index limit_set_given on limit_set (client_id, profile_id) where profile_id is not null;

grant update (name, profile_id, profile_no) on limit_set to mycoupon_app;
