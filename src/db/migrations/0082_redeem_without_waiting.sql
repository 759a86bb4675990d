-- Whether they wait for others' coupons is said, not guessed from how many they are (weigh.sql, redeem.sql). What answers
-- several requests redeems and does nothing else (batch.sql); ask.sql does any.
drop function if exists till_weigh_all(till_request[]);
drop function if exists till_redeem_all(till_request[]);
drop function if exists till_batch(json);
