-- wanted: load attempt to index a nil value (global 'package')
package.loadlib("liblua5.4.so.0", "luaopen_io")
