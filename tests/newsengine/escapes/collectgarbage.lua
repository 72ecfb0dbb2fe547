-- wanted: load attempt to call a nil value (global 'collectgarbage')
collectgarbage("generational")
