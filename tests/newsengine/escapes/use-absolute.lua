-- wanted: load lies outside
use "DIRECTORY/outside.lua"
