-- wanted: load attempt to index a string value
("").find = 1
