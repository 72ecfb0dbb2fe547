-- wanted: load attempt to call a nil value (global 'loadfile')
loadfile("a.txt")
