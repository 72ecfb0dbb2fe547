-- wanted: load attempt to index a nil value (global 'os')
local home = os.getenv("HOME")
