-- wanted: load attempt to call a nil value (global 'rawget')
rawget(string, "find")
