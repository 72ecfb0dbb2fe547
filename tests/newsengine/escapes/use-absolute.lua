-- wanted: load lies outside
use "/tmp/newsengine-outside.lua"
