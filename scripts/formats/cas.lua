-- cas: UIMA CAS in JSON (0.4.0), as INCEpTION and dkpro-cassis read it; offsets are
-- UTF-16 units.  A layer is a type newsengine.LAYER; attributes are strings, except that
-- spans refer to annotations: of the record, or newsengine.Part for words that are in no
-- layer.
local string_type, annotation_type = "uima.cas.String", "uima.tcas.Annotation"

local function type_name(layer)
  return "newsengine." .. layer:gsub("[^%w_]", "_"):gsub("^%d", "_%0")
end
local function feature_name(key) return (key:gsub("[^%w_]", "_")) end

local function is_span(value) return type(value) == "table" and value.text ~= nil end

-- Types by name: name -> { feature -> range }.
local function types_of(annotations)
  local types = { ["newsengine.Part"] = {} }
  for _, a in ipairs(annotations) do
    local name = type_name(a.layer)
    types[name] = types[name] or {}
    for key, value in pairs(a.attributes) do
      local range = is_span(value) and annotation_type or string_type
      local known = types[name][feature_name(key)]
      types[name][feature_name(key)] = known and known ~= range and string_type or range
    end
  end
  return types
end

local function declared(out, types)
  local list = {}
  for name, features in pairs(types) do
    local parts = { "%NAME", name, "%SUPER_TYPE", annotation_type }
    for feature, range in pairs(features) do
      parts[#parts + 1] = feature
      parts[#parts + 1] = out.object("%NAME", feature, "%RANGE", range)
    end
    list[#list + 1] = name
    list[#list + 1] = out.object(table.unpack(parts))
  end
  return out.object(table.unpack(list))
end

local function as_text(out, value)
  if is_span(value) then return value.text end
  if type(value) == "table" then return out.json(value) end
  return tostring(value)
end

format "cas" {
  about = "UIMA CAS JSON 0.4.0, for INCEpTION and UIMA", extension = "json", single = true,
  offsets = "utf16",
  document = function(out, doc)
    local annotations = doc:data().annotations
    local types, structures, members = types_of(annotations), {}, {}
    local function add(...)
      structures[#structures + 1] = out.object(...)
    end
    add("%ID", 1, "%TYPE", "uima.cas.Sofa", "sofaNum", 1, "sofaID", "_InitialView",
        "mimeType", "text/plain", "sofaString", doc.text)
    local next_id, parts = #annotations + 2, {}
    local function target_of(span)
      if span.ref then return span.ref + 1 end
      parts[#parts + 1] = { id = next_id, span = span }
      next_id = next_id + 1
      return next_id - 1
    end
    for i, a in ipairs(annotations) do
      local name = type_name(a.layer)
      local fields = { "%ID", i + 1, "%TYPE", name, "@sofa", 1, "begin", a.start, "end", a["end"] }
      for key, value in pairs(a.attributes) do
        local feature = feature_name(key)
        if types[name][feature] == annotation_type then
          fields[#fields + 1], fields[#fields + 2] = "@" .. feature, target_of(value)
        else
          fields[#fields + 1], fields[#fields + 2] = feature, as_text(out, value)
        end
      end
      add(table.unpack(fields))
      members[i] = i + 1
    end
    for _, part in ipairs(parts) do
      add("%ID", part.id, "%TYPE", "newsengine.Part", "@sofa", 1,
          "begin", part.span.start, "end", part.span["end"])
      members[#members + 1] = part.id
    end
    add("%ID", next_id, "%TYPE", "uima.tcas.DocumentAnnotation", "@sofa", 1, "begin", 0,
        "end", doc:units(), "language", doc.lang or "x-unspecified")
    members[#members + 1] = next_id
    out(out.json(out.object(
      "%TYPES", declared(out, types), "%FEATURE_STRUCTURES", structures,
      "%VIEWS", out.object("_InitialView", out.object("%SOFA", 1, "%MEMBERS", members)))) .. "\n")
  end,
}
