-- json: one array of records, the same objects as in jsonl.
format "json" {
  about = "the records of jsonl as one JSON array", extension = "json", separator = ",\n",
  open = function(out) out("[") end,
  document = function(out, doc) out(doc:record()) end,
  failed = function(out, doc) out(doc.record) end,
  close = function(out) out("]\n") end,
}
