-- wanted: load a NUL in a file name
use "shared.lua\0"
