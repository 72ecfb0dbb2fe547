-- dot: who speaks to and about whom over all documents, for Graphviz.
local function quoted(value)
  return '"' .. value:gsub("[\\\"]", "\\%0"):gsub("[\r\n]+", " ") .. '"'
end

format "dot" {
  about = "Graphviz: who speaks to and about whom, over all documents", extension = "dot",
  document = function(_, doc) return network.of(doc) end,
  merge = network.merge,
  close = function(out, state)
    local nodes, edges = network.lists(state or network.none)
    out("digraph quotes {\n")
    for i, node in ipairs(nodes) do
      out(("  n%d [label="):format(i) .. quoted(node.name) .. ", kind=" .. quoted(node.kind)
        .. (", quotes=%d];\n"):format(node.quotes))
    end
    for _, edge in ipairs(edges) do
      out(('  n%d -> n%d [weight=%d, label="%s %d"];\n'):format(edge.from, edge.to, edge.weight,
                                                              edge.kind, edge.weight))
    end
    out("}\n")
  end,
}
