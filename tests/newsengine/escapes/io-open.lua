-- wanted: load attempt to index a nil value (global 'io')
local f = io.open("proof", "w")
