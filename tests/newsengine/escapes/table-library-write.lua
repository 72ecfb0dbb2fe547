-- wanted: load read-only
table.insert = nil
