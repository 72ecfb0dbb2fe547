-- wanted: load attempt to call a nil value (global 'loadstring')
loadstring("return 1")
