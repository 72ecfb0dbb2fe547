-- wanted: load attempt to index a nil value (global 'coroutine')
local co = coroutine.wrap(function() end)
