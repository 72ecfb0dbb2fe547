-- wanted: load attempt to call a nil value (global 'getmetatable')
getmetatable("").__index = {}
