-- wanted: load read-only
text.fold = nil
