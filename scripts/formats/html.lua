-- html: one page, no network: articles with coloured layers, who said what, persons, dates; over
-- several documents an index with search, totals and a picture of who speaks about whom.  Works
-- without JavaScript, better with it.

---------------------------------------------------------------- the page

local style = [[
:root{color-scheme:light dark;--bg:#fff;--fg:#1b1b1f;--dim:#5a5a66;--line:#d5d5de;
--panel:#f6f6fa;
--link:#0b57d0;--l:88%;--sat:80%}
@media(prefers-color-scheme:dark){:root{--bg:#16161a;--fg:#e6e6ec;--dim:#a5a5b3;--line:#3a3a46;
--panel:#1f1f26;--link:#8ab4f8;--l:26%;--sat:45%}}
*{box-sizing:border-box}
body{margin:0;font:1rem/1.6 system-ui,sans-serif;background:var(--bg);color:var(--fg)}
a{color:var(--link)}
header,main,footer{max-width:76rem;margin:auto;padding:.75rem 1rem}
fieldset{border:1px solid var(--line);border-radius:.4rem;display:flex;flex-wrap:wrap;
gap:.25rem 1rem}
fieldset label{white-space:nowrap}
article,#index{border-top:2px solid var(--line);padding:1rem 0;display:grid;gap:0 2.5rem;
grid-template-columns:minmax(0,44rem) minmax(16rem,1fr);align-items:start;
content-visibility:auto;contain-intrinsic-size:auto 60rem}
#index{display:block}
article>h2,article>.facts{grid-column:1/-1;margin:.2rem 0}
article>table{grid-column:1/-1;margin-top:1rem;justify-self:start;overflow-wrap:anywhere}
caption{text-align:left;font-weight:700}
.facts,.quiet{color:var(--dim)}
.story p{margin:.6rem 0;white-space:pre-line;overflow-wrap:anywhere}
.story .headline{font-weight:700}.story .subhead{font-style:italic}
.story .boilerplate,.story .posted,.story .updated,.story .byline,.story .caption{
color:var(--dim);font-size:.9rem}
aside{background:var(--panel);border-radius:.5rem;padding:.25rem 1rem 1rem;font-size:.9rem;
overflow-wrap:anywhere}
aside h3{margin:.8rem 0 .2rem;font-size:1rem}
aside ul,aside ol{margin:.2rem 0;padding-left:1.1rem}
mark{--h:92;--s:var(--sat);color:var(--fg);
background:hsl(var(--h) var(--s) var(--l));border-radius:.2rem;padding:.05em .1em;
box-decoration-break:clone;-webkit-box-decoration-break:clone}
mark mark{box-shadow:inset 0 -.14em hsl(var(--h) 70% 50%)}
mark:target,mark:focus{outline:.15rem solid var(--link)}
.Quote{--h:48}.Person{--h:210}.Organization{--h:280}.Place{--h:140}
.Date,.Time,.Duration,.Set{--h:20}
.Money,.Percent,.Quantity{--h:170}.Contact{--h:320}.Event{--h:0}
.Sentence,.Paragraph,.Token,.Clause,.NounPhrase,.VerbGroup{--s:8%}
#shown{position:fixed;left:0;right:0;bottom:0;margin:0;padding:.5rem 1rem;background:var(--panel);
border-top:2px solid var(--line);overflow-wrap:anywhere}
table{border-collapse:collapse}
th,td{text-align:left;padding:.15rem .8rem .15rem 0;vertical-align:top}
td.n{text-align:right}
svg{max-width:40rem;width:100%;height:auto}svg text{fill:var(--fg);font:11px system-ui,sans-serif}
svg line{stroke:var(--dim)}svg circle{fill:var(--link)}
@media(max-width:60rem){article{display:block}}
@media print{fieldset,#search,#shown{display:none}
article{break-inside:auto;content-visibility:visible;display:block}
aside{break-inside:avoid}mark{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
]]

-- Hovering shows an annotation's title; the script also shows it for the keyboard, steps
-- from mark to mark with the arrow keys, and searches the index.
local script = [[
(function(){
var shown=document.createElement("p");shown.id="shown";shown.hidden=true;
shown.setAttribute("role","status");document.body.appendChild(shown);
var marks=document.querySelectorAll(".story mark");
function tell(m){shown.hidden=!m;shown.textContent=m?m.title:""}
for(var i=0;i<marks.length;i++)marks[i].tabIndex=i?-1:0;
document.addEventListener("focusin",function(e){tell(e.target.closest(".story mark"))});
document.addEventListener("mouseover",function(e){
var m=e.target.closest(".story mark");if(m)tell(m)});
document.addEventListener("keydown",function(e){
var m=document.activeElement&&document.activeElement.closest(".story mark");
if(e.key==="Escape")tell(null);if(!m)return;
var step=e.key==="ArrowRight"||e.key==="ArrowDown"?1:e.key==="ArrowLeft"||e.key==="ArrowUp"?-1:0;
if(!step)return;e.preventDefault();var at=Array.prototype.indexOf.call(marks,m)+step;
while(marks[at]&&getComputedStyle(marks[at]).pointerEvents==="none")at+=step;
if(marks[at])marks[at].focus()});
var search=document.getElementById("search");
if(search){search.hidden=false;search.querySelector("input").addEventListener("input",function(e){
var words=e.target.value.toLowerCase(),rows=document.querySelectorAll("#documents tbody tr"),n=0;
for(var i=0;i<rows.length;i++){var link=rows[i].querySelector("a").getAttribute("href").slice(1);
var text=document.getElementById(link).textContent.toLowerCase();
rows[i].hidden=text.indexOf(words)<0;n+=!rows[i].hidden}
search.querySelector("output").textContent=n+" found"})}
})();
]]

local function class_of(layer) return (layer:gsub("[^%w_-]", "_")) end

---------------------------------------------------------------- one document

-- Layers that the page shows in its own way or by colours; every other layer gets a
-- table.
local familiar = {}
for _, layer in ipairs { "Quote", "Person", "Organization", "Place", "Date", "Time", "Duration",
                         "Set", "Money", "Percent", "Quantity", "Contact", "Event", "Zone",
                         "Quoted", "Sentence", "Paragraph", "Token", "Clause", "NounPhrase",
                         "VerbGroup", "TimeSpan", "Subject", "Break", "Stop", "Dash",
                         "Evidence" } do
  familiar[layer] = true
end

-- Attributes of quotations and mentions that are shown elsewhere on the page.
local untold = { content = true, entity = true, given = true, surname = true }

-- The text shown on hovering: the rule and the attributes.
local function title_of(out, a)
  local parts = { a.rule }
  for key, value in pairs(a.attributes) do
    local text = out.shown(value)
    if not familiar[a.layer] then
      parts[#parts + 1] = key .. ": " .. text
    elseif not untold[key] and value ~= "name" and text ~= a.text and text ~= "" then
      parts[#parts + 1] = key .. ": " .. text
    end
  end
  return table.concat(parts, "; ")
end

local function short(text)
  text = text:gsub("%s+", " ")
  local stop = utf8.offset(text, 50)
  if not stop or stop > #text then return text end
  return text:sub(1, stop - 1):gsub("%s%S*$", "") .. " …"
end

local Page = {}
Page.__index = Page

function Page:id(a) return self.prefix .. "-" .. a.id end

function Page:link(a, text)
  return ('<a href="#%s">%s</a>'):format(self:id(a), self.out.html(text))
end

-- Targets of links from lists and tables have an id.
function Page:open(a, begins)
  local out = self.out
  out(('<mark class="%s"'):format(class_of(a.layer)))
  if begins and (a.layer == "Quote" or a.layer == "Person" or not familiar[a.layer]) then
    out((' id="%s"'):format(self:id(a)))
  end
  out(' title="' .. out.html(title_of(out, a)) .. '">')
end

function Page:story(list)
  local out, doc = self.out, self.doc
  out('<div class="story">\n')
  for _, block in ipairs(doc:blocks()) do
    out(('<p class="%s">'):format(class_of(block.kind)))
    doc:inline(list, block.first, block.last, {
      text = function(text) out(out.html(text)) end,
      open = function(a, begins) self:open(a, begins) end,
      close = function() out("</mark>") end,
    })
    out("</p>\n")
  end
  out("</div>\n")
end

-- Annotations grouped by a key, groups and members in text order.
local function grouped(list, key_of)
  local order, groups = {}, {}
  for _, a in ipairs(list) do
    local key = key_of(a)
    if key then
      if not groups[key] then
        groups[key] = {}
        order[#order + 1] = key
      end
      table.insert(groups[key], a)
    end
  end
  return order, groups
end

function Page:speakers(quotes)
  local out = self.out
  local names, said = grouped(quotes, function(a)
    local speaker = a.attributes.speaker
    return speaker and (speaker.name or speaker.text):gsub("%s+", " ") or "no speaker named"
  end)
  if #names == 0 then return end
  out("<h3>Who said what</h3>\n")
  for _, name in ipairs(names) do
    out("<strong>" .. out.html(name) .. "</strong>\n<ul>\n")
    for _, a in ipairs(said[name]) do out("<li>" .. self:link(a, short(a.text)) .. "</li>\n") end
    out("</ul>\n")
  end
end

function Page:persons(persons)
  local out = self.out
  local entities, mentions = grouped(persons, function(a)
    return a.attributes.entity or a.attributes.name
  end)
  if #entities == 0 then return end
  out("<h3>Persons</h3>\n<ul>\n")
  for _, entity in ipairs(entities) do
    local list, facts = mentions[entity], {}
    for _, key in ipairs { "role", "affiliation", "country" } do
      for _, a in ipairs(list) do
        if a.attributes[key] and not facts[key] then
          facts[key] = out.shown(a.attributes[key])
          facts[#facts + 1] = facts[key]
        end
      end
    end
    local links = {}
    for i, a in ipairs(list) do links[i] = self:link(a, tostring(i)) end
    out("<li>" .. out.html(list[1].attributes.name or list[1].text))
    if #facts > 0 then
      out(', <span class="quiet">' .. out.html(table.concat(facts, ", ")) .. "</span>")
    end
    out(" " .. table.concat(links, " ") .. "</li>\n")
  end
  out("</ul>\n")
end

local dated = regex [[^\d{4}(-\d\d(-\d\d(T\d\d:\d\d)?)?)?$]]

function Page:dates(dates)
  local out, days, seen = self.out, {}, {}
  for _, a in ipairs(dates) do
    local value = a.attributes.value
    if type(value) == "string" and dated:match(value) and not seen[value .. "\0" .. a.text] then
      seen[value .. "\0" .. a.text] = true
      days[#days + 1] = { value, a.text, #days }
    end
  end
  if #days == 0 then return end
  table.sort(days, function(a, b)
    if a[1] ~= b[1] then return a[1] < b[1] end
    return a[3] < b[3]
  end)
  out("<h3>Timeline</h3>\n<ol>\n")
  for _, day in ipairs(days) do
    out(('<li><time datetime="%s">%s</time> '):format(day[1], day[1]) .. out.html(short(day[2]))
      .. "</li>\n")
  end
  out("</ol>\n")
end

local function some_layers(annotations, ...)
  local wanted, list = {}, {}
  for _, layer in ipairs { ... } do wanted[layer] = true end
  for _, a in ipairs(annotations) do
    if wanted[a.layer] then list[#list + 1] = a end
  end
  return list
end

---------------------------------------------------------------- tables

-- The annotations of layers unknown to the page, by layer: in text order a list { layer,
-- keys = names of their attributes, rows = { id, text, values by key } }.
local function own_layers(page, annotations)
  local order, groups = grouped(annotations, function(a)
    return not familiar[a.layer] and a.layer or nil
  end)
  for i, layer in ipairs(order) do
    local one, seen = { layer = layer, keys = {}, rows = {} }, {}
    for k, a in ipairs(groups[layer]) do
      local values = {}
      for key, value in pairs(a.attributes) do
        values[key] = page.out.shown(value)
        if not seen[key] then one.keys[#one.keys + 1] = key end
        seen[key] = true
      end
      one.rows[k] = { id = page:id(a), text = a.text, values = values }
    end
    table.sort(one.keys)
    order[i] = one
  end
  return order
end

-- A table; `id` may be nil, cells are HTML or numbers.
local function rows(out, id, caption, names, list)
  out("<table" .. (id and (' id="%s"'):format(id) or "") .. "><caption>" .. caption
      .. "</caption>\n<thead><tr>")
  for _, name in ipairs(names) do out('<th scope="col">' .. name .. "</th>") end
  out("</tr></thead>\n<tbody>\n")
  for _, row in ipairs(list) do
    out("<tr>")
    for _, value in ipairs(row) do
      if math.type(value) then out(('<td class="n">%d</td>'):format(value))
      else out("<td>" .. value .. "</td>") end
    end
    out("</tr>\n")
  end
  out("</tbody></table>\n")
end

-- One layer: a row for each annotation, with a link to it, then its attributes; with
-- `titles` of articles by id, first the article.
local function layer_rows(out, id, one, caption, titles)
  local names, list = { titles and "article" or "text", titles and "text" or nil }, {}
  for _, key in ipairs(one.keys) do names[#names + 1] = out.html(key) end
  for i, row in ipairs(one.rows) do
    local cells = { titles and out.html(short(titles[row.id:match("^%w+")])) }
    cells[#cells + 1] = ('<a href="#%s">%s</a>'):format(row.id, out.html(short(row.text)))
    for _, key in ipairs(one.keys) do cells[#cells + 1] = out.html(row.values[key] or "") end
    list[i] = cells
  end
  rows(out, id, out.html(caption), names, list)
end

-- The facts about a document for the index.
local function summary(doc, prefix, quotes, own)
  local days = doc.meta.published and { [tostring(doc.meta.published):sub(1, 10)] = #quotes } or {}
  local speakers = {}
  for _, a in ipairs(quotes) do
    local speaker = a.attributes.speaker
    if speaker then
      local name = (speaker.name or speaker.text):gsub("%s+", " ")
      local one = speakers[name] or { quotes = 0, documents = 1 }
      speakers[name] = one
      one.quotes = one.quotes + 1
    end
  end
  return { documents = { { id = prefix, title = doc.meta.headline or doc.id,
                           published = doc.meta.published, quotes = #quotes } },
           speakers = speakers, days = days, network = network.of(doc), own = own }
end

local function document(out, doc)
  local data = doc:data()
  local page = setmetatable({ out = out, doc = doc, prefix = "d" .. data.hashes.input:sub(1, 8) },
                            Page)
  local meta, facts = doc.meta, {}
  for _, key in ipairs { "byline", "published" } do
    if meta[key] then facts[#facts + 1] = out.html(meta[key]) end
  end
  facts[#facts + 1] = out.html(doc.id)
  out(('<article id="%s"%s>\n<h2>'):format(page.prefix, doc.lang and (' lang="%s"'):format(
    out.html(doc.lang)) or "") .. out.html(meta.headline or doc.id)
    .. '</h2>\n<p class="facts">' .. table.concat(facts, " · ") .. "</p>\n")
  local marked = {} -- a Zone is a paragraph's class
  for _, a in ipairs(data.annotations) do
    if a.layer ~= "Zone" then marked[#marked + 1] = a end
  end
  page:story(marked)
  local quotes = some_layers(data.annotations, "Quote")
  local persons = some_layers(data.annotations, "Person")
  local dates = some_layers(data.annotations, "Date", "Time")
  if #quotes + #persons + #dates > 0 then
    out('<aside aria-label="What was found">\n')
    page:speakers(quotes)
    page:persons(persons)
    page:dates(dates)
    out("</aside>\n")
  end
  local own = own_layers(page, data.annotations)
  for _, one in ipairs(own) do layer_rows(out, nil, one, one.layer) end
  out("</article>\n")
  return summary(doc, page.prefix, quotes, own)
end

---------------------------------------------------------------- the index

local most_rows = 1000 -- of a layer in the index; each article shows all of its own

-- Append the rows of a layer to those of earlier articles; `total` counts all of them.
local function merge_layer(list, one)
  local sum
  for _, other in ipairs(list) do if other.layer == one.layer then sum = other end end
  if not sum then
    list[#list + 1] = one
    return
  end
  sum.total = (sum.total or #sum.rows) + (one.total or #one.rows)
  local seen = {}
  for _, key in ipairs(sum.keys) do seen[key] = true end
  for _, key in ipairs(one.keys) do
    if not seen[key] then sum.keys[#sum.keys + 1] = key end
  end
  table.sort(sum.keys)
  local room = math.min(#one.rows, most_rows - #sum.rows)
  table.move(one.rows, 1, room, #sum.rows + 1, sum.rows)
end

local function merge(a, b)
  table.move(b.documents, 1, #b.documents, #a.documents + 1, a.documents)
  for name, one in pairs(b.speakers) do
    local sum = a.speakers[name] or { quotes = 0, documents = 0 }
    a.speakers[name] = sum
    sum.quotes, sum.documents = sum.quotes + one.quotes, sum.documents + one.documents
  end
  for day, n in pairs(b.days) do a.days[day] = (a.days[day] or 0) + n end
  for _, one in ipairs(b.own) do merge_layer(a.own, one) end
  network.merge(a.network, b.network)
  return a
end

local most_speakers, most_nodes = 100, 24

local function speaker_rows(out, speakers)
  local list = {}
  for name, one in pairs(speakers) do list[#list + 1] = { name, one.quotes, one.documents } end
  table.sort(list, function(a, b)
    if a[2] ~= b[2] then return a[2] > b[2] end
    return a[1] < b[1]
  end)
  for i = #list, most_speakers + 1, -1 do list[i] = nil end
  for _, row in ipairs(list) do row[1] = out.html(row[1]) end
  return list
end

-- The most quoted people on a circle, with lines for who speaks to or about whom.
local function picture(out, net)
  local nodes, edges = network.lists(net)
  local weight, order, place = {}, {}, {}
  for i, node in ipairs(nodes) do weight[i], order[i] = node.quotes, i end
  for _, edge in ipairs(edges) do
    weight[edge.from] = weight[edge.from] + edge.weight
    weight[edge.to] = weight[edge.to] + edge.weight
  end
  table.sort(order, function(a, b)
    if weight[a] ~= weight[b] then return weight[a] > weight[b] end
    return a < b
  end)
  local count = math.min(#order, most_nodes)
  if count < 2 then return end
  out('<figure><svg viewBox="-330 -260 660 520" role="img" '
    .. 'aria-label="Who speaks to or about whom">\n')
  for i = 1, count do
    local angle = 2 * math.pi * (i - 1) / count
    place[order[i]] = { 180 * math.cos(angle), 180 * math.sin(angle) }
  end
  for _, edge in ipairs(edges) do
    local from, to = place[edge.from], place[edge.to]
    if from and to then
      out(('<line x1="%.0f" y1="%.0f" x2="%.0f" y2="%.0f" stroke-width="%.1f"><title>'):format(
        from[1], from[2], to[1], to[2], math.min(1 + edge.weight / 2, 6))
        .. out.html(("%s %s %s: %d"):format(nodes[edge.from].name, edge.kind,
                                            nodes[edge.to].name, edge.weight))
        .. "</title></line>\n")
    end
  end
  for i = 1, count do
    local node, at = nodes[order[i]], place[order[i]]
    local anchor = at[1] < -1 and "end" or at[1] > 1 and "start" or "middle"
    out(('<circle cx="%.0f" cy="%.0f" r="%.1f"/><text x="%.0f" y="%.0f" text-anchor="%s">'):format(
      at[1], at[2], math.min(4 + node.quotes, 14), at[1] * 1.1, at[2] * 1.12 + 4, anchor)
      .. out.html(short(node.name)) .. "</text>\n")
  end
  out("</svg><figcaption>Who speaks to or about whom</figcaption></figure>\n")
end

local function close(out, state)
  if state and #state.documents > 1 then
    out('<section id="index"><h2>Index</h2>\n<p id="search" hidden><label>Search the articles '
      .. '<input type="search"></label> <output></output></p>\n')
    local list, days, titles, asks = {}, {}, {}, false
    for _, layer in ipairs(out.layers) do asks = asks or layer == "Quote" end
    for i, one in ipairs(state.documents) do
      titles[one.id] = one.title
      list[i] = { ('<a href="#%s">%s</a>'):format(one.id, out.html(one.title)),
                  out.html(one.published or ""), asks and one.quotes or nil }
    end
    rows(out, "documents", "Articles", { "article", "published", asks and "quotations" or nil },
         list)
    for _, one in ipairs(state.own) do
      local total = one.total or #one.rows
      layer_rows(out, "all-" .. class_of(one.layer), one, ("%s: %d in all%s"):format(one.layer,
        total, total > #one.rows and (", the first %d"):format(#one.rows) or ""), titles)
    end
    for day, n in pairs(state.days) do days[#days + 1] = { out.html(day), n } end
    if next(state.speakers) then
      rows(out, "speakers", "Quotations by speaker", { "speaker", "quotations", "articles" },
           speaker_rows(out, state.speakers))
      rows(out, "days", "Quotations by day", { "day", "quotations" }, days)
    end
    picture(out, state.network)
    out("</section>\n")
  end
  out("</main>\n<script>" .. script .. "</script>\n</body>\n</html>\n")
end

---------------------------------------------------------------- the beginning

local function shown_layers(out)
  local list = {}
  for _, layer in ipairs(out.layers) do
    if layer ~= "Zone" then list[#list + 1] = layer end
  end
  return list
end

local function switches(out)
  out("<fieldset><legend>Layers</legend>\n")
  for _, layer in ipairs(shown_layers(out)) do
    out(('<label><input type="checkbox" checked id="on-%s"> <mark class="%s">%s</mark></label>\n')
      :format(class_of(layer), class_of(layer), out.html(layer)))
  end
  out("</fieldset>\n")
end

-- A layer that is switched off keeps its words and loses its colour; :has() needs no
-- script.
local function hidden(out)
  for _, layer in ipairs(shown_layers(out)) do
    local name = class_of(layer)
    out(("body:has(#on-%s:not(:checked)) .story mark.%s{background:none;box-shadow:none;"
      .. "pointer-events:none}\n"):format(name, name))
  end
end

format "html" {
  about = "one page: coloured layers, who said what, persons, dates, an index", extension = "html",
  options = { title = "the page's title" },
  open = function(out)
    local title = out.html(out.options.title or "What the articles say")
    out('<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
      .. '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>' .. title
      .. "</title>\n<style>\n" .. style)
    hidden(out)
    out("</style>\n</head>\n<body>\n<header>\n<h1>" .. title .. "</h1>\n")
    switches(out)
    out("</header>\n<main>\n")
  end,
  document = document, merge = merge, close = close,
}
