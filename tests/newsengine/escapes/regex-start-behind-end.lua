-- wanted: error outside the match
rule "escape" { emit = "Escape", run = function(doc)
  doc:find([[(?=(?1))(?(DEFINE)(..\K))]]):text_before(9)
end }
