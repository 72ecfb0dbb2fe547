-- wanted: clean 
rule "escape" { pattern = "hello", emit = "Escape", set = function(m, doc)
  local seen = ""
  for name in ("runner made ranges meta_values given opened made fields engine pack rules"):gmatch("%S+") do
    if doc[name] ~= nil then seen = seen .. name end
  end
  return { got = seen }
end }
