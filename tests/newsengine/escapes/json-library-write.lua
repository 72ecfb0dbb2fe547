-- wanted: load read-only
json.decode = nil
