-- wanted: load 
lexicon "x" { file = "/proc/self/environ" }
