-- jsonld: schema.org NewsArticle with its quotations and the persons, organizations and places
-- that it mentions; an object a document and line.
local kinds = { Person = "Person", Organization = "Organization", Place = "Place" }

-- Entities of the document, each once, under the name of its first mention.
local function entities_of(out, data)
  local list, by_entity = {}, {}
  for _, a in ipairs(data.annotations) do
    local entity = a.attributes.entity
    if kinds[a.layer] and entity and not by_entity[entity] then
      by_entity[entity] = "#" .. out.uri(entity)
      list[#list + 1] = out.object(
        "@type", kinds[a.layer], "@id", by_entity[entity], "name", a.attributes.name or a.text,
        "familyName", a.layer == "Person" and a.attributes.surname or nil,
        "givenName", a.layer == "Person" and a.attributes.given or nil,
        "identifier", a.attributes.id)
    end
  end
  return list, by_entity
end

local function speaker_of(out, said, by_entity)
  local speaker = said.speaker
  if not speaker then return nil end
  local known = speaker.entity and by_entity[speaker.entity]
  if known then return out.object("@id", known) end
  return out.object("@type", said.speaker_kind == "institution" and "Organization" or "Person",
                    "name", speaker.name or speaker.text)
end

local function quotation(out, a, article, by_entity)
  local parts = {}
  for i, part in ipairs(a.attributes.content or { a }) do parts[i] = part.text end
  local speaker = speaker_of(out, a.attributes, by_entity)
  return out.object("@type", "Quotation", "@id", "#a" .. a.id, "text", table.concat(parts, " "),
                    "creator", speaker, "spokenByCharacter", speaker,
                    "isPartOf", out.object("@id", article))
end

local function some(list) if #list > 0 then return list end end

format "jsonld" {
  about = "schema.org: NewsArticle with Quotations and mentions, one document per line",
  extension = "jsonld",
  document = function(out, doc)
    local data, meta = doc:data(), doc.meta
    local article = doc.url or "urn:newsengine:" .. out.uri(doc.id)
    local mentions, by_entity = entities_of(out, data)
    local quotations, authors = {}, {}
    for _, a in ipairs(data.annotations) do
      if a.layer == "Quote" then
        quotations[#quotations + 1] = quotation(out, a, article, by_entity)
      end
    end
    for i, name in ipairs(meta.authors or {}) do
      authors[i] = out.object("@type", "Person", "name", name)
    end
    out(out.json(out.object(
      "@context", "https://schema.org", "@type", "NewsArticle", "@id", article,
      "url", doc.url, "headline", meta.headline, "datePublished", meta.published,
      "dateModified", meta.updated, "inLanguage", meta.lang, "author", some(authors),
      "articleBody", doc.text, "mentions", some(mentions), "hasPart", some(quotations))) .. "\n")
  end,
}
