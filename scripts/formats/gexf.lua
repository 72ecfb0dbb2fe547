-- gexf: who speaks to and about whom over all documents, for Gephi (GEXF 1.2draft, which
-- most programs read).
format "gexf" {
  about = "GEXF 1.2: who speaks to and about whom, over all documents", extension = "gexf",
  document = function(_, doc) return network.of(doc) end,
  merge = network.merge,
  close = function(out, state)
    local nodes, edges = network.lists(state or network.none)
    out('<?xml version="1.0" encoding="UTF-8"?>\n'
      .. '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n'
      .. "<meta><creator>newsengine " .. out.version .. "</creator></meta>\n"
      .. '<graph defaultedgetype="directed" mode="static">\n'
      .. '<attributes class="node"><attribute id="0" title="kind" type="string"/>'
      .. '<attribute id="1" title="quotes" type="integer"/></attributes>\n'
      .. '<attributes class="edge"><attribute id="0" title="kind" type="string"/></attributes>\n'
      .. "<nodes>\n")
    for i, node in ipairs(nodes) do
      out(('<node id="n%d" label="'):format(i) .. out.xml(node.name)
        .. '"><attvalues><attvalue for="0" value="' .. out.xml(node.kind)
        .. ('"/><attvalue for="1" value="%d"/></attvalues></node>\n'):format(node.quotes))
    end
    out("</nodes>\n<edges>\n")
    for i, edge in ipairs(edges) do
      out(('<edge id="e%d" source="n%d" target="n%d" weight="%d.0">'):format(i, edge.from, edge.to,
        edge.weight) .. '<attvalues><attvalue for="0" value="' .. out.xml(edge.kind)
        .. '"/></attvalues></edge>\n')
    end
    out("</edges>\n</graph>\n</gexf>\n")
  end,
}
