-- wanted: load file is a path
lexicon "x" { file = {} }
