-- wanted: load attempt to index a nil value (global 'os')
local now = os.clock()
