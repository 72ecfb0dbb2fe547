-- wanted: load no file
lexicon "x" { file = "/dev/zero" }
