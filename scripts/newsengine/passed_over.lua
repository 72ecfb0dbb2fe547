-- Documents that rules passed over because they are for other languages: told at the end of a
-- run, by how many and the first, so that an empty table is no riddle.
local passed_over = {}

--- Note the document `id` of the language `code`, engine:foreign() -> the notes so far.
--- `notes`: what this gave before, nil at first.
function passed_over.add(notes, id, code)
  notes = notes or { count = 0, first = ("%s (%s)"):format(id, code) }
  notes.count = notes.count + 1
  return notes
end

--- What to say of them, in one line.
function passed_over.message(notes, engine)
  local which = notes.count == 1 and notes.first
                or ("%d documents, such as %s"):format(notes.count, notes.first)
  return ("rules for %s did not run on %s"):format(engine:ruled_languages(), which)
end

return passed_over
