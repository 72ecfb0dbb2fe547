-- labelstudio: tasks with predictions for Label Studio; offsets are UTF-16 units.
local function labels(out, a)
  return out.object("id", "a" .. a.id, "from_name", "label", "to_name", "text",
                    "type", "labels", "value",
                    out.object("start", a.start, "end", a["end"], "text", a.text,
                               "labels", { a.layer }),
                    "meta", next(a.attributes) and a.attributes or nil)
end

format "labelstudio" {
  about = "Label Studio: tasks with predictions, one JSON array", extension = "json",
  separator = ",\n", offsets = "utf16",
  open = function(out) out("[") end,
  document = function(out, doc)
    local annotations, result = doc:data().annotations, {}
    for i, a in ipairs(annotations) do result[i] = labels(out, a) end
    for _, relation in ipairs(doc:relations(annotations)) do
      result[#result + 1] = out.object("type", "relation", "from_id", "a" .. relation.from,
                                       "to_id", "a" .. relation.to, "direction", "right",
                                       "labels", { relation.kind })
    end
    out(out.json(out.object(
      "data", out.object("text", doc.text, "doc_id", doc.id),
      "predictions", { out.object("model_version", "newsengine-" .. out.version,
                                  "result", result) })))
  end,
  close = function(out) out("]\n") end,
}
