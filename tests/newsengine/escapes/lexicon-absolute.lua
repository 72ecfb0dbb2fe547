-- wanted: load lies outside
lexicon "x" { file = "/etc/passwd" }
