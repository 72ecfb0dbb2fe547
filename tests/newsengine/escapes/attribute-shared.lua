-- wanted: state-free
rule "mark" { pattern = "hello", emit = "Mark", set = function() return { list = { "kept" } } end }
rule "escape" { emit = "Escape", run = function(doc)
  for a in doc:each "Mark" do a.list[1] = "changed" end
  for a in doc:each "Mark" do
    if a.list[1] ~= "kept" then doc:add("Escape", a) end
  end
end }
