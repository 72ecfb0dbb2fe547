-- wanted: load attempt to index a nil value (global 'io')
io.popen("touch proof")
