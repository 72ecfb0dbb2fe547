-- wanted: load read-only
string.find = function() end
