-- What tills look up tells more from now on; a function's answer is not changed but made anew.
drop function if exists till_lookup(till_request);
drop function if exists card_lookup(till_request);
