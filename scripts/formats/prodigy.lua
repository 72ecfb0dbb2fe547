-- prodigy: JSON Lines for Prodigy's span and relation recipes; spans consist of whole
-- words.
format "prodigy" {
  about = "Prodigy: tokens, spans and relations, one document per line", extension = "jsonl",
  offsets = "codepoint",
  document = function(out, doc)
    local words, annotations = doc:word_list(), doc:data().annotations
    local tokens, spans, by_id, relations = {}, {}, {}, {}
    for i, word in ipairs(words) do
      local space = doc.text:sub(word.last + 1, word.last + 1) == " "
      tokens[i] = out.object("text", word.text, "start", word.start, "end", word["end"],
                             "id", i - 1, "ws", space)
    end
    for _, a in ipairs(annotations) do
      local from, to = out.touching(words, a)
      if from then
        local span = out.object("start", words[from].start, "end", words[to]["end"],
                                "token_start", from - 1, "token_end", to - 1,
                                "label", a.layer)
        spans[#spans + 1] = span
        by_id[a.id] = { span = span, last = to - 1 }
      end
    end
    for _, relation in ipairs(doc:relations(annotations)) do
      local head, child = by_id[relation.from], by_id[relation.to]
      if head and child then
        relations[#relations + 1] = out.object("head", head.last, "child", child.last,
          "head_span", head.span, "child_span", child.span, "label", relation.kind)
      end
    end
    out(out.json(out.object("text", doc.text, "meta", out.object("source", doc.id),
                            "tokens", tokens, "spans", spans, "relations", relations)) .. "\n")
  end,
}
