-- wanted: load 
lexicon "x" { file = "../../../../../../etc/passwd" }
