-- The story of a page: what is cut, which element contains it, which of its blocks are
-- kept.  The steps, and the gain of each, were measured on pages with strings to keep and
-- to drop.
local facts = use "page/facts"
local words = use "page/words"

local body = {}

local find_labels, marks = labels(words.labels)
body.labels, body.marks = find_labels, marks

local bad, related, comment, caption, stem = marks.bad, marks.related, marks.comment,
  marks.caption, marks.stem
local named = bad | related | comment | caption | stem

-- Below this share of the page's plain text an element may be cut for its class names.
local guard = 0.5

---------------------------------------------------------------- cutting

local chrome = "nav footer aside menu button dialog label progress form header"

-- The share of the page's plain text in a node.
local function shares(p)
  local all_text, _, all_in_p = p:sizes(0)
  local by_p = all_in_p > 0.1 * all_text -- else the page has no paragraphs of its own
  local total = math.max(1, by_p and all_in_p or all_text)
  return function(n)
    local size, _, in_p = p:sizes(n)
    return (by_p and in_p or size) / total
  end
end

-- Cut the nodes selected by a function, in order; nodes inside a cut one are cut with it.
local function cut_those(p, nodes, goes)
  local gone = -1
  for _, n in ipairs(nodes) do
    if n > gone and goes(n) then
      p:cut(n)
      gone = p:last(n)
    end
  end
end

local function cut_by_tag(p, share)
  cut_those(p, p:all(chrome), function(n)
    local tag, s = p:tag(n), share(n)
    if tag == "form" then return s < 0.3 end
    if tag == "header" then return s < 0.05 and not p:above(n, "article main") end
    return s < 0.7
  end)
end

local function hides(style)
  return style:find("none", 1, true) and style:find("display%s*:%s*none")
    or style:find("hidden", 1, true) and style:find("visibility%s*:%s*hidden")
end

function body.is_hidden(p, n)
  local style = p:attribute(n, "style")
  return style and hides(style) or p:attribute(n, "hidden") ~= nil
    or p:attribute(n, "aria-hidden") == "true"
end

local function cut_hidden(p, share)
  local function by_style(n) return share(n) < 0.3 and hides(p:attribute(n, "style")) end
  cut_those(p, p:having("style", "none"), by_style)
  cut_those(p, p:having("style", "hidden"), by_style)
  cut_those(p, p:having("hidden"), function(n) return share(n) < 0.3 end)
  cut_those(p, p:having("aria-hidden", "true"), function(n)
    return share(n) < 0.3 and p:attribute(n, "aria-hidden") == "true"
  end)
end

-- A teaser class on the standfirst: short plain text above the story, no links.
local function is_lede(p, n, mark)
  if mark & marks.teaser == 0 then return false end
  local size, linked = p:sizes(n)
  local tag = p:tag(n)
  return linked == 0 and size > 40 and size < 700
    and (tag == "p" or tag == "div" or tag == "h2" or tag == "strong")
end

local whole = { html = true, body = true, main = true }

local function cut_by_name(p, share)
  cut_those(p, p:marked(named), function(n)
    local tag = p:tag(n)
    if whole[tag] then return false end
    local mark, s = p:marks(n), share(n)
    if s < guard and not (tag == "article" and s > 0.2) and
      (mark & bad ~= 0 or mark & stem ~= 0 and s < 0.15
       or mark & related ~= 0 and s < 0.4 and not is_lede(p, n, mark)) then
      return true
    end
    return mark & comment ~= 0 and tag ~= "article" and s < 0.9
      or mark & caption ~= 0 and s < 0.2
  end)
end

--- Cut everything that is not the story, and make the blocks.
function body.prune(p)
  local share = shares(p)
  cut_by_tag(p, share)
  cut_hidden(p, share)
  cut_by_name(p, share)
  p:blocks()
end

---------------------------------------------------------------- which element

local function density(p, n)
  local size, linked = p:sizes(n)
  return size > 0 and linked / size or 0
end

local function plain(p, n)
  local _, _, good = p:blocks_in(n)
  return good
end

local body_tags = { div = true, section = true, article = true, main = true, td = true }
local body_props = { articlebody = true, reviewbody = true, recipeinstructions = true,
                     text = true }

local function is_content(p, n)
  if p:tag(n) == "main" or p:attribute(n, "role") == "main" then return true end
  local names = (" %s %s "):format(p:attribute(n, "class") or "", p:attribute(n, "id") or "")
                  :lower()
  for _, name in ipairs { "content", "main", "inhalt", "primary" } do
    if names:find(" " .. name .. " ", 1, true) then return true end
  end
  return false
end

-- Marked containers by rank: microdata, class names, article, main.
local function hints(p)
  local ranks, seen = { {}, {}, {}, {} }, {}
  local function add(n, rank)
    if seen[n] or p:sizes(n) < 200 or p:is_cut(n) then return end
    seen[n] = true
    table.insert(ranks[rank], n)
  end
  for _, n in ipairs(p:having("itemprop")) do
    if body_props[p:attribute(n, "itemprop"):lower()] then add(n, 1) end
  end
  for _, n in ipairs(p:marked(marks.body)) do
    if body_tags[p:tag(n)] then add(n, 2) end
  end
  for _, n in ipairs(p:all("article")) do add(n, 3) end
  for _, n in ipairs(p:all("main")) do add(n, 4) end
  for _, n in ipairs(p:having("role")) do
    if p:attribute(n, "role") == "main" then add(n, 4) end
  end
  for _, n in ipairs(p:marked(marks.content)) do
    if p:sizes(n) >= 200 and not p:is_cut(n) and is_content(p, n) then add(n, 4) end
  end
  return ranks
end

local function by_hint(p)
  local total = math.max(1, plain(p, 0))
  for rank, list in ipairs(hints(p)) do
    local best, got
    for _, n in ipairs(list) do
      local size = plain(p, n)
      if not got or size > got then best, got = n, size end
    end
    for _, n in ipairs(list) do -- the innermost of equals
      if n > best and n <= p:last(best) and plain(p, n) > 0.9 * got then best = n end
    end
    if best and got > 250 and got > (rank < 4 and 0.35 or 0.2) * total then return best end
  end
end

local lift = { p = true, pre = true, li = true, span = true }
local small = { li = true, ul = true, td = true, blockquote = true }

-- Each good block adds its size to the elements above it, less the further up.
local function by_score(p, count)
  local score, order = {}, {}
  for i = 1, count do
    local kind, size, linked, owner = p:block(i)
    if linked < 0.4 * size and ((kind == "p" or kind == "text") and size > 50 or size > 120) then
      local _, commas = p:block_text(i):gsub(",", "")
      local s, weight = 1 + math.min(size / 100, 5) + math.min(commas, 5) * 0.3, 1
      local n = owner
      if lift[p:tag(n)] and p:parent(n) then n = p:parent(n) end
      for _ = 1, 6 do
        if not n or n == 0 then break end
        if not score[n] then order[#order + 1] = n end
        score[n] = (score[n] or 0) + s * weight
        weight = weight * 0.82
        n = p:parent(n)
      end
    end
  end
  local best, top = nil, 0
  for _, n in ipairs(order) do
    local s, tag = score[n], p:tag(n)
    if tag ~= "html" then
      if p:marks(n) & marks.body ~= 0 then s = s * 1.25 end
      if tag == "article" then s = s * 1.2 end
      if small[tag] then s = s * 0.8 end
      s = s * (1 - density(p, n))
      if s > top then best, top = n, s end
    end
  end
  return best
end

--- The element that contains the story; 0, the whole page, if none stands out.
function body.container(p, count)
  return by_hint(p) or by_score(p, count) or 0
end

-- The container and its siblings that have plain text of the same kind.
local function with_siblings(p, top)
  local above = p:parent(top)
  if not above then return { top } end
  local own, class, list = plain(p, top), p:attribute(top, "class"), {}
  for _, n in ipairs(p:children(above)) do
    if n == top then
      list[#list + 1] = n
    elseif not p:is_cut(n) then
      local tag, size, dense = p:tag(n), p:sizes(n), density(p, n)
      if tag == "p" and size > 60 and dense < 0.25
        or (tag == "div" or tag == "section" or tag == "blockquote") and dense < 0.2
          and plain(p, n) > math.max(120, 0.1 * own)
        or class and p:attribute(n, "class") == class and plain(p, n) > 80 and dense < 0.3 then
        list[#list + 1] = n
      end
    end
  end
  return list
end

-- For a story in several sibling sections: go up while the parent adds much plain text
-- and few links.
local function climb(p, top, own)
  local best
  local total = plain(p, 0)
  local n = p:parent(top)
  for _ = 1, 5 do
    if not n or n == 0 or p:tag(n) == "html" then break end
    local _, _, good, every = p:blocks_in(n)
    if good > 1.25 * own and good / math.max(1, every) > 0.75 and own < 0.75 * total then
      best, own = n, good
    end
    n = p:parent(n)
  end
  return best
end

---------------------------------------------------------------- which blocks

local group_tags = { ul = true, ol = true, table = true, dl = true }

-- If the node is a list, a table or a small box: whether it is mostly links; else nil.
local function dense_group(p, n)
  local tag = p:tag(n)
  local box = tag == "div" or tag == "section"
  if not box and not group_tags[tag] then return nil end
  local size, linked = p:sizes(n)
  if not box or size < 600 then return size > 0 and linked / size > 0.6 end
end

-- Whether the block is in such a group, at most three elements up. `known`: results by
-- parent element.
local function in_dense_group(p, owner, known)
  if owner == 0 then return false end
  local own, above = dense_group(p, owner), p:parent(owner)
  if own ~= nil then return own end
  if known[above] == nil then
    local dense, n = nil, above
    for _ = 1, 3 do
      if not n or n == 0 or dense ~= nil then break end
      dense, n = dense_group(p, n), p:parent(n)
    end
    known[above] = dense or false
  end
  return known[above]
end

local frame_tags = { article = true, body = true, main = true, section = true, html = true }

-- A short text alone with an image in one element: a caption, whatever its class.
local function has_picture(p, owner)
  local n = owner
  for _ = 1, 2 do
    if not n or n == 0 or frame_tags[p:tag(n)] then return false end
    local last = p:last(n)
    if p:find("img", n, last) and #p:children(n) <= 6 then
      return not p:find("p", n, last)
    end
    n = p:parent(n)
  end
  return false
end

local ends = regex("[.!?…:;。！？][\"'”“»)\\]]*$")

-- Short lines without a full stop at either edge of the story.
local function trim_edges(list)
  local long = 0
  for _, b in ipairs(list) do if b.size > 120 then long = long + 1 end end
  if long < 2 then return end
  local loose = { text = true, list = true, heading = true, table = true }
  while #list > 0 do
    local b = list[#list]
    if b.size >= 80 or not loose[b.kind] or ends:match(b.text) then break end
    list[#list] = nil
  end
  local skip = 0
  while list[skip + 1] do
    local b = list[skip + 1]
    if b.size >= 50 or (b.kind ~= "text" and b.kind ~= "list") or ends:match(b.text) then break end
    skip = skip + 1
  end
  if skip > 0 then
    table.move(list, skip + 1, #list + skip, 1)
  end
end

local picture_tags = { div = true, span = true, td = true }

local function is_mostly_links(b)
  local kind, size, linked = b.kind, b.size, b.linked
  return linked > 0.75 * size and (kind ~= "p" or size < 120)
    or linked > 0.5 * size and size < 80
      and (kind == "list" or kind == "text" or kind == "heading")
end

local function is_no_story(t, kind, size)
  return size < 140 and words.tail:match(t) or size < 160 and words.furniture:match(t)
    or size < 220 and words.credit:match(t)
    or size < 200 and kind ~= "table" and words.promotion:match(t)
    or size < 300 and kind ~= "heading" and words.of_site:match(t)
end

-- The verdict from a block's own words and links: "stay", "go" or "stop" (everything
-- after it goes).  The cheapest tests come first.
local function judge(p, b, dense, read, total, kept)
  local t, size, kind = b.text, b.size, b.kind
  if kind == "caption" then return "go" end
  if size < 90 and (read > 0.35 * total or read > 1500) and kept > 200 and words.cut:match(t) then
    return "stop"
  end
  if b.level == 1 or b.linked > 0 and is_mostly_links(b) or in_dense_group(p, b.owner, dense)
    or kind == "text" and size < 220 and picture_tags[p:tag(b.owner)] and has_picture(p, b.owner)
    or size < 300 and is_no_story(t, kind, size) then
    return "go"
  end
  return "stay"
end

local function block(p, i)
  local kind, size, linked, owner, node, level = p:block(i)
  return { text = p:block_text(i), kind = kind, size = size, linked = linked, owner = owner,
           node = node, level = level }
end
body.block = block

-- The blocks of the story in these elements.
local function clean(p, tops)
  local list, total = {}, 0
  for _, top in ipairs(tops) do
    local first, last = p:blocks_in(top)
    for i = first, last do
      list[#list + 1] = i
      local _, size = p:block(i)
      total = total + size
    end
  end
  local out, read, kept, dense = {}, 0, 0, {}
  for _, i in ipairs(list) do
    local b = block(p, i)
    read = read + b.size
    local what = judge(p, b, dense, read, total, kept)
    if what == "stop" then break end
    if what == "stay" then
      out[#out + 1] = b
      kept = kept + b.size
    end
  end
  trim_edges(out)
  while #out > 0 and out[#out].kind == "heading" do out[#out] = nil end
  return out
end

local function size_of(list)
  local size = 0
  for _, b in ipairs(list) do size = size + b.size end
  return size
end

---------------------------------------------------------------- standfirst

local fold = facts.fold

-- The text of a block for comparison, made once.
local function folded_text(b)
  b.folded = b.folded or fold(b.text)
  return b.folded
end

local function letters(s) return (s:gsub("[%s%p]+", ""):lower()) end

-- The place of the headline.
local function headline_node(p, want)
  if want == "" then return nil end
  for _, n in ipairs(p:all("h1 h2 h3")) do
    if not p:is_cut(n) then
      local t = fold(p:text(n))
      if t ~= "" and (t:find(want, 1, true) or #t > 15 and want:find(t, 1, true)) then return n end
    end
  end
end

-- Plain blocks between headline and container; a block that equals the page's description
-- is the standfirst even if it was cut.
local function lede(p, top, out, known)
  local want = fold(known.headline)
  local got, have = {}, nil
  local function is_there(folded)
    if not have then
      local parts = {}
      for i, b in ipairs(out) do parts[i] = folded_text(b) end
      have = table.concat(parts, "\n")
    end
    return have:find(folded, 1, true)
  end
  local start = headline_node(p, want)
  if start and start < top then
    local first = p:blocks_in(start)
    local _, last = p:blocks_in(0)
    for i = first, last do
      local b = block(p, i)
      if b.owner >= top then break end
      local fits = #got < 8 and b.owner > start and b.kind ~= "caption" and b.kind ~= "table"
        and b.linked <= 0.3 * b.size and b.size >= 36
        and (b.size >= 60 or b.kind == "p" or b.kind == "heading")
        and folded_text(b) ~= want and not is_there(b.folded)
        and not words.furniture:match(b.text) and not words.tail:match(b.text)
        and not (b.size < 250 and words.credit:match(b.text))
      if fits then
        got[#got + 1] = b
        have = have .. "\n" .. b.folded
      end
    end
  end
  local description = letters(known.description):sub(1, 60)
  if #description > 30 then
    local head = description:sub(1, 40)
    for _, n in ipairs(p:beginning("p div h2 h3 h4 span strong li section", head)) do
      local size = p:sizes(n)
      if size > 35 and size < 1200 and density(p, n) < 0.3 then
        local t = p:text(n)
        local folded = fold(t)
        if folded ~= want and not is_there(folded) then
          table.insert(got, 1, { text = t, kind = "p", size = size, node = n, owner = n,
                                 linked = 0, level = 0 })
          break
        end
      end
    end
  end
  return got
end

---------------------------------------------------------------- whole

local function is_story(b)
  return b.linked < 0.5 * b.size
end

-- If too little was found, try a wider container, then the page without class names.
local function fall_back(p, out, count)
  local size = size_of(out)
  for _, other in ipairs { by_score(p, count) or 0, 0 } do
    if size >= 250 then return out end
    local more = clean(p, { other })
    if size_of(more) > math.max(1.5 * size, 100) then out, size = more, size_of(more) end
  end
  if size >= 250 then return out end
  p:uncut()
  local share = shares(p)
  cut_those(p, p:marked(comment | stem), function(n)
    local s, mark, tag = share(n), p:marks(n), p:tag(n)
    return not whole[tag] and (mark & stem ~= 0 and s < 0.15
      or mark & comment ~= 0 and tag ~= "article" and s < 0.9)
  end)
  count = p:blocks()
  local first, last = p:blocks_in(by_score(p, count) or 0)
  local all = {}
  for i = first, last do
    local b = block(p, i)
    if is_story(b) then all[#all + 1] = b end
  end
  return size_of(all) > 2 * size and all or out
end

local function from_data(out, data)
  local size = size_of(out)
  for _, object in ipairs(data) do
    local t = object.articleBody
    if type(t) == "string" and #t > 300 then
      t = unescape((t:gsub("<[^>]+>", " ")))
      if #t > 2.5 * size then
        out = {}
        for line in t:gmatch("[^\n]+") do
          line = line:gsub("%s+", " "):gsub("^ ", ""):gsub(" $", "")
          if line ~= "" then
            out[#out + 1] = { text = line, kind = "p", size = #line, node = 0, linked = 0 }
          end
        end
      end
      break
    end
  end
  return out
end

-- Only blocks of equal size are compared.
local function without_doubles(list)
  local sizes, seen, out = {}, {}, {}
  for _, b in ipairs(list) do sizes[#b.text] = (sizes[#b.text] or 0) + 1 end
  for _, b in ipairs(list) do
    local key = #b.text > 25 and sizes[#b.text] > 1 and folded_text(b)
    if not key or not seen[key] then out[#out + 1] = b end
    if key then seen[key] = true end
  end
  return out
end

--- The blocks of the story.  `top`: its container; `known`: headline, description, data.
function body.story(p, top, count, known)
  local tops = with_siblings(p, top)
  local own = 0
  for _, n in ipairs(tops) do own = own + plain(p, n) end
  local wider = climb(p, top, own)
  if wider then top, tops = wider, { wider } end
  local out = clean(p, tops)
  local first = math.min(top, table.unpack(tops))
  local before = lede(p, first, out, known)
  table.move(out, 1, #out, #before + 1, before)
  out = before
  if size_of(out) < 250 then out = fall_back(p, out, count) end
  return without_doubles(from_data(out, known.data))
end

return body
