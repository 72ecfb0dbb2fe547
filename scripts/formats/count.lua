-- count: how many annotations each layer has over all documents.
format "count" {
  about = "LAYER<TAB>n for each layer, over all documents", extension = "tsv",
  story = false, -- nothing of doc.meta: rules/article.lua need not run for it
  document = function(_, doc)
    local state = {}
    for _, layer in ipairs(doc.layers) do state[layer[1]] = doc:count(layer[1]) end
    return state
  end,
  merge = function(a, b)
    for layer, n in pairs(b) do a[layer] = (a[layer] or 0) + n end
    return a
  end,
  close = function(out, state)
    state = state or {} -- every document failed
    for _, layer in ipairs(out.layers) do state[layer] = state[layer] or 0 end
    for layer, n in pairs(state) do out("%s\t%d\n", layer, n) end
  end,
}
