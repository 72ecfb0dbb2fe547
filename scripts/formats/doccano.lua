-- doccano: JSON Lines for its sequence labelling projects, relations included.
format "doccano" {
  about = "doccano: entities and relations, one document per line", extension = "jsonl",
  offsets = "codepoint",
  document = function(out, doc)
    local entities, relations = {}, {}
    local annotations = doc:data().annotations
    for _, a in ipairs(annotations) do
      entities[#entities + 1] = out.object("id", a.id, "start_offset", a.start,
                                           "end_offset", a["end"], "label", a.layer)
    end
    for _, relation in ipairs(doc:relations(annotations)) do
      relations[#relations + 1] = out.object("id", #relations + 1, "from_id", relation.from,
                                             "to_id", relation.to, "type", relation.kind)
    end
    out(out.json(out.object("text", doc.text, "doc_id", doc.id, "entities", entities,
                            "relations", relations)) .. "\n")
  end,
}
