-- Who speaks, to whom and about whom: for formats that accumulate over documents (gexf,
-- dot, html).
local network = {}

-- The name of a speaker or a person over all documents.
local function name_of(span)
  if type(span) == "string" then return span end
  return span and (span.name or span.text):gsub("%s+", " ") or nil
end

local function node(net, name)
  local one = net.nodes[name]
  if not one then
    one = { kinds = {}, quotes = 0 }
    net.nodes[name] = one
  end
  return one
end

local function count_kind(one, kind, n) one.kinds[kind] = (one.kinds[kind] or 0) + n end

-- The most frequent kind of a name, so that the order of documents does not matter.
local function kind_of(one)
  local kinds = {}
  for kind in pairs(one.kinds) do kinds[#kinds + 1] = kind end
  table.sort(kinds, function(a, b)
    if one.kinds[a] ~= one.kinds[b] then return one.kinds[a] > one.kinds[b] end
    return a < b
  end)
  return kinds[1]
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

--- The network of one document: { nodes = { name -> { kinds, quotes } }, edges = { from -> { to ->
--- { about = n, to = n } } } }.
function network.of(doc)
  local net = { nodes = {}, edges = {} }
  for quote in doc:each "Quote" do
    local speaker = name_of(quote.speaker)
    if speaker then
      local one = node(net, speaker)
      count_kind(one, quote.speaker_kind or "person", 1)
      one.quotes = one.quotes + 1
      local addressee = name_of(quote.addressee)
      if addressee then
        count_kind(node(net, addressee), "person", 1)
        edge(net, speaker, addressee, "to")
      end
      spoken_of(doc, quote, function(name, kind)
        count_kind(node(net, name), kind, 1)
        edge(net, speaker, name, "about")
      end)
    end
  end
  return net
end

--- Add network b to a -> a
function network.merge(a, b)
  for name, one in pairs(b.nodes) do
    local sum = node(a, name)
    for kind, n in pairs(one.kinds) do count_kind(sum, kind, n) end
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

--- Nodes and edges as lists, sorted by name: { name, kind, quotes }, { from, to, kind,
--- weight }, with from and to the numbers of nodes.
function network.lists(net)
  local nodes, edges, number = {}, {}, {}
  for name in pairs(net.nodes) do nodes[#nodes + 1] = name end
  table.sort(nodes)
  for i, name in ipairs(nodes) do
    number[name] = i
    nodes[i] = { name = name, kind = kind_of(net.nodes[name]), quotes = net.nodes[name].quotes }
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
