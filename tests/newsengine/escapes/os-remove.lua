-- wanted: load attempt to index a nil value (global 'os')
os.remove("a.txt")
