-- wanted: load attempt to call a nil value (global 'rawset')
rawset(string, "find", nil)
