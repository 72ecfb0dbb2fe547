-- text: the story as plain text, without the page around it.
local shown = { headline = true, subhead = true, dateline = true, body = true }

format "text" {
  about = "the story as plain text: headline and body, a blank line between paragraphs",
  extension = "txt", separator = "\n\f\n",
  options = { all = "1 also keeps the page around the story" },
  document = function(out, doc)
    local before
    for _, block in ipairs(doc:blocks()) do
      local text = doc.text:sub(block.first, block.last)
      local again = block.kind == "headline" and text == before -- printed twice
      if (shown[block.kind] or out.options.all) and not again then
        if before then out("\n") end
        out(text)
        out("\n")
        before = text
      end
    end
  end,
}
