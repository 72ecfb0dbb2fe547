-- Who speaks, to whom and about whom: for formats that add up over documents (gexf, dot, html).
local network = {}

-- How a speaker or a person is called over all documents.
local function name_of(span)
  if type(span) == "string" then return span end
  return span and (span.name or span.text):gsub("%s+", " ") or nil
end

local function node(net, name, kind)
  local one = net.nodes[name]
  if not one then
    one = { kind = kind, quotes = 0 }
    net.nodes[name] = one
  end
  return one
end

local function edge(net, from, to, kind)
  if from == to then return end
  local targets = net.edges[from] or {}
  net.edges[from] = targets
  local kinds = targets[to] or {}
  targets[to] = kinds
  kinds[kind] = (kinds[kind] or 0) + 1
end

-- The names in a quotation, each once.
local function spoken_of(doc, quote, add)
  local seen = {}
  for _, layer in ipairs { "Person", "Organization" } do
    for other in doc:each(layer, { within = quote }) do
      local name = name_of(other)
      if not seen[name] then
        seen[name] = true
        add(name, layer:lower())
      end
    end
  end
end

--- The network of one document: { nodes = { name -> { kind, quotes } }, edges = { from -> { to ->
--- { about = n, to = n } } } }.
function network.of(doc)
  local net = { nodes = {}, edges = {} }
  for quote in doc:each "Quote" do
    local speaker = name_of(quote.speaker)
    if speaker then
      local one = node(net, speaker, quote.speaker_kind or "person")
      one.quotes = one.quotes + 1
      local addressee = name_of(quote.addressee)
      if addressee then
        node(net, addressee, "person")
        edge(net, speaker, addressee, "to")
      end
      spoken_of(doc, quote, function(name, kind)
        node(net, name, kind)
        edge(net, speaker, name, "about")
      end)
    end
  end
  return net
end

--- Add network b to a -> a
function network.merge(a, b)
  for name, one in pairs(b.nodes) do
    local sum = node(a, name, one.kind)
    sum.quotes = sum.quotes + one.quotes
  end
  for from, targets in pairs(b.edges) do
    a.edges[from] = a.edges[from] or {}
    for to, kinds in pairs(targets) do
      local sum = a.edges[from][to] or {}
      a.edges[from][to] = sum
      for kind, n in pairs(kinds) do sum[kind] = (sum[kind] or 0) + n end
    end
  end
  return a
end

--- Nodes and edges as lists, sorted by name: { name, kind, quotes }, { from, to, kind, weight }
--- where from and to are numbers of nodes.
function network.lists(net)
  local nodes, edges, number = {}, {}, {}
  for name in pairs(net.nodes) do nodes[#nodes + 1] = name end
  table.sort(nodes)
  for i, name in ipairs(nodes) do
    number[name] = i
    nodes[i] = { name = name, kind = net.nodes[name].kind, quotes = net.nodes[name].quotes }
  end
  for from, targets in pairs(net.edges) do
    for to, kinds in pairs(targets) do
      for kind, n in pairs(kinds) do
        edges[#edges + 1] = { from = number[from], to = number[to], kind = kind, weight = n }
      end
    end
  end
  table.sort(edges, function(a, b)
    if a.from ~= b.from then return a.from < b.from end
    if a.to ~= b.to then return a.to < b.to end
    return a.kind < b.kind
  end)
  return nodes, edges
end

return network
