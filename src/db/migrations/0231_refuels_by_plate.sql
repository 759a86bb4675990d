-- A plate that the till said belongs to no vehicle's id: what a vehicle refuelled is looked for by it too, without reading all
-- that its client did. Few tills say one, so that most refuels do not write it.
create index till_transaction_of_plate on till_transaction (client_id, plate, at) where plate <> '';

-- The office looks for a plate whoever's it is, and of vehicles that are sold too.
create index vehicle_by_plate on vehicle (plate, client_id);
