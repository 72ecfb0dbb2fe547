-- wanted: load a NUL in a file name
lexicon "x" { file = "a.tsv\0.txt" }
