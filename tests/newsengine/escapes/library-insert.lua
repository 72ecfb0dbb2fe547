-- wanted: load a table without a metatable expected
table.insert(string, 1)
