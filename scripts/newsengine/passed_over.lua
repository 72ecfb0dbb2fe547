-- Documents that rules passed over because they are for other languages: reported at the
-- end of a run, with their number and the first, so that an empty table is no surprise.
local passed_over = {}

--- Note the document `id` of the language `code`, engine:foreign() -> the notes so far.
--- `notes`: the last result, nil at first.
function passed_over.add(notes, id, code)
  notes = notes or { count = 0, first = ("%s (%s)"):format(id, code) }
  notes.count = notes.count + 1
  return notes
end

--- A message about them, in one line.
function passed_over.message(notes, engine)
  local which = notes.count == 1 and notes.first
                or ("%d documents, such as %s"):format(notes.count, notes.first)
  return ("rules for %s did not run on %s"):format(engine:ruled_languages(), which)
end

return passed_over
