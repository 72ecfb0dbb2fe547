-- wanted: load lies outside
use "../outside"
