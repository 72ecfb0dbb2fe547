-- wanted: clean false
rule "escape" { pattern = "hello", emit = "Escape", set = function(m, doc)
  for name in pairs(_G) do
    for bad in ("io os package debug load require dofile coroutine getmetatable arg core"):gmatch("%S+") do
      if name == bad then return { got = name } end
    end
  end
  return { got = false }
end }
