-- rules/dates/business.lua : quarters, halves and fiscal years.

lang "en"

local timex = use "dates/timex"
local anchors = use "dates/anchors"
local anchor_quarter = anchors.anchor_quarter
local anchor_month = anchors.anchor_month
local is_month = timex.is_month
local month_in = timex.month_in
local earlier = anchors.earlier
local ended_quarter = anchors.ended_quarter
local TIMES = timex.TIMES
local is_finance = anchors.is_finance
local QUARTER = timex.QUARTER

-- ---------------------------------------------------------------- quarters

let "nth" [=[ ( first | second | third | fourth | 1st | 2nd | 3rd | 4th ) ]=]
local NTH = { first = 1, second = 2, third = 3, fourth = 4, last = 4, final = 4,
    ["1st"] = 1, ["2nd"] = 2, ["3rd"] = 3, ["4th"] = 4 }

-- The year that a quarter belongs to: "2021", "last year", "fiscal 2022-23".
let "its_year" [=[ ( fiscal? a:($split | $year | (this | last | next) year)
                   | the? $fiscal a:($split | $year) | the a:($split | $year) $fiscal
                   | (a:(this | last | next) | the (current | a:last)) $fiscal ) ]=]

-- The year that a capture "2021", "this year" or "last year's" names, or nil.
local function named_year(doc, span)
  if not span then return nil end
  local digits = span.text:match("%d%d%d%d")
  if digits then return tonumber(digits) end
  local step = timex.STEP_OF[span.text:lower():match("%a+")]
  return step and doc.published and doc.published.year + step
end

rule "date.quarter_year_ago" {
  about = "the year-earlier third quarter, the year ago first quarter",
  pattern = [[ (the comparable?)? year "-"? (ago | earlier) q:$nth "-"? quarter ]],
  emit = "Date",
  apart = TIMES,
  where = function(m, doc)
    return NTH[m.q.text:lower()] ~= nil and doc.published ~= nil
  end,
  set = function(m, doc)
    local q = NTH[m.q.text:lower()]
    return timex.attributes(m, ("%04d-Q%d"):format(anchor_quarter(doc, q, m) - 1, q),
        doc.published, "a year before")
  end,
}

-- Words found only in reports of games, whose quarters are not dates.
local GAME = regex("\\b(?:touchdowns?|halftime|half-time|field goals?|rebounds|quarterbacks?"
  .. "|three-pointers?|baskets?|scored|scoring|(?:led|trailed|lead|trailing|leading|ahead|behind"
  .. "|deficit) (?:by )?\\d{1,3}-\\d{1,3})\\b", "i")

rule "date.quarter" {
  about = "the third quarter, first-quarter, the fourth quarter of 2021, the last quarter of 2021",
  pattern = {
    [[ x:(the q:(last | final) quarter of ($its_year | (the | this) year)) ]],
    [[ (the (?= $nth "-"))? x:( mod:$point?
       (the | a:(this | last | next) year [/^['’]s$/])? fiscal?
       (a:$year [/^['’]s$/]?)? fiscal? "-"? q:$nth "-"? fiscal? "-"?
       (quarter | quarters | period (?= (sales | profit | net | earnings | revenue | results)))
       (","? (of | in)? $its_year)? ) (?! of the (?! (year | current | financial))) ]],
  },
  span = "x",
  emit = "Date",
  apart = TIMES,
  where = function(m, doc)
    if not NTH[m.q.text:lower()] then return false end
    return m.a ~= nil or not GAME:match(m.sentence.text) or is_finance(doc)
  end,
  set = function(m, doc)
    local q, year = NTH[m.q.text:lower()], named_year(doc, m.a)
    if year then return timex.attributes(m, ("%04d-Q%d"):format(year, q)) end
    if not doc.published then return { value = "XXXX-Q" .. q } end
    year = anchor_quarter(doc, q, m)
    return timex.attributes(m, ("%04d-Q%d"):format(year, q), doc.published,
        "the year of publication")
  end,
}

rule "date.quarter_months" {
  about = "April-June 2022, the January/March quarter, the June quarter: by its months",
  pattern = {
    [[ (the (?= @months ("-" | "–" | "/") @months (quarter | period)))?
       b:@months ("-" | "–" | "/") mo:@months (quarter | period)? (","? (of | in)? $its_year)? ]],
    [[ the? mo:@months quarter (?! "-") ((of | in)? $its_year)? ]],
  },
  emit = "Date",
  apart = TIMES,
  where = function(m)
    local last = month_in(m)
    return last % 3 == 0 and is_month(m) and (not m.b or tonumber(m.b.month) == last - 2)
  end,
  set = function(m, doc)
    local last, year = month_in(m), named_year(doc, m.a)
    local q = last // 3
    -- A year like 2022-23 begins in April, so its last quarter lies in the second year.
    if year and q == 1 and timex.split_year(m.a) then year = year + 1 end
    if year then return timex.attributes(m, ("%04d-Q%d"):format(year, q)) end
    if not doc.published then return { value = "XXXX-Q" .. q } end
    local near, other, why = anchor_month(doc, last, m)
    return timex.attributes(m, ("%04d-Q%d"):format(near, q), doc.published, why,
      other and ("%04d-Q%d"):format(other, q))
  end,
}

let "code_year" [=[ ( $split | $year | [/^FY(20)?[0-4]\d$/] ) ]=]

-- The year after a code or at its end: H1 "2022", Q1 "FY24", 3Q"23"; nil if there is none.
local function year_coded(m)
  local year = (m.y or m.h).text:match(m.y and "^F?Y?(%d+)" or "^%w%wF?Y?(%d+)$")
  return year and (#year == 2 and "20" .. year or year)
end

rule "date.half_code" {
  about = "H1 2022, 2H 2021, in H1: of the year of publication",
  pattern = [[ h:[/^(H[12]|[12]H)$/] ( (of? fiscal?)? y:$code_year
               | (?<= (in | for | during) .) (?= ([/^[.,;]$/] | and | from | up | down
               | compared | with | this | last)) )
               | h:[/^([12]H|H[12])(FY)?(20)?[0-4]\d$/] ]],
  emit = "Date",
  apart = TIMES,
  where = function(m, doc) return year_coded(m) ~= nil or doc.published ~= nil end,
  set = function(m, doc)
    local year = year_coded(m) or ("%04d"):format(doc.published.year)
    return timex.attributes(m, year .. "-H" .. m.h.text:match("%d"),
      not year_coded(m) and doc.published)
  end,
}

rule "date.quarter_code" {
  about = "Q3, Q3 2021, Q1 2022-23, Q1 FY24, 3Q23",
  pattern = [[ h:[/^(Q[1-4]|[1-4]Q)$/] ((of? fiscal?)? y:$code_year)?
               | h:[/^(Q[1-4]|[1-4]Q)(FY)?(20)?[0-4]\d$/] ]],
  emit = "Date",
  apart = TIMES,
  where = function(m) -- "Q1:" is the first question of an interview
    return not (m:text_behind(1):find("[:)]") and m:text_before(1):find("^\n?$"))
  end,
  set = function(m, doc)
    local q, coded = m.h.text:match("%d"), year_coded(m)
    if coded then return timex.attributes(m, coded .. "-Q" .. q) end
    if not doc.published then return { value = "XXXX-Q" .. q } end
    return timex.attributes(m, ("%04d-Q%s"):format(anchor_quarter(doc, tonumber(q), m),
        q), doc.published, "the year of publication")
  end,
}

-- The quarter reported on, and true if the story names it before m: the last one to end
-- before publication if it is named, else the one named last, else again the last to end.
local function quarter_in_focus(doc, m)
  local year, q = ended_quarter(doc.published)
  local near = earlier(doc, m, ("^%04d%%-Q%d$"):format(year, q)) or earlier(doc, m, QUARTER)
  if near then
    return tonumber(near.value:sub(1, 4)), tonumber(near.value:sub(7)), true
  end
  return year, q
end

local MONTHS = regex("^,? (?:that )?end(?:ed|ing|s)(?: on| in)?,? (?:\\d+ )?(\\w+)")
local ITS_YEAR = regex("^\\.?(?: \\d+)?,? (?:of )?(?:1[89]|20)\\d\\d\\b")

-- The quarter that ends in the month named after m; its middle month says which one it is.
local function quarter_ended(doc, m)
  local right = m:text_behind(60)
  local first, last = MONTHS:match(right)
  if not first then return nil end
  local entry = lexicons.months:get(right:sub(first, last):match("(%a+)$"))
  if not entry then return nil end
  local month, year = tonumber(entry.month), doc.published.year
  local from, to = ITS_YEAR:match(right:sub(last + 1))
  if from then
    year = tonumber(right:sub(last + 1):sub(from, to):match("%d+$"))
  elseif month > doc.published.month then
    year = year - 1
  end
  local middle = year * 12 + month - 2
  return middle // 12, middle % 12 // 3 + 1
end

rule "date.the_quarter" {
  about = "the quarter, the latest quarter: the last complete one at publication",
  pattern = {
    [[ the (latest | most recent | just "-" ended)? quarter (?! "-" | a year) ]],
    [[ this quarter (?= [/^['’]s$/] (loss | profit | net | earnings | results | income)) ]],
    [[ its latest quarter ]],
    [[ (the | its) (latest | most recent) p:period ]],
  },
  emit = "Date",
  apart = TIMES,
  where = function(m, doc)
    if doc.published == nil then return false end
    return m.p == nil or earlier(doc, m, QUARTER) ~= nil or is_finance(doc)
  end,
  set = function(m, doc)
    local year, q = quarter_ended(doc, m)
    if year then
      return timex.attributes(m, ("%04d-Q%d"):format(year, q), doc.published,
        "the quarter that holds most of the months before its end")
    end
    return timex.attributes(m, ("%04d-Q%d"):format(ended_quarter(doc.published)),
        doc.published, "the last quarter before publication")
  end,
}

rule "date.quarter_before" {
  about = "the year-earlier quarter, the year-ago third quarter",
  pattern = [[ (the comparable?)? year "-"? (ago | earlier) (q:$nth "-"?)?
               (quarter | p:period)
               | the (same | comparable | corresponding) ($n "-" month | q:$nth "-"?)?
               (quarter | p:period) l:(of? last year | (in | of) the previous year
               | a year (ago | earlier | before) | (of | in) (the? $fiscal)? a:($split | $year))?
               | the (latest | most recent)? quarter l:(a year (ago | earlier))
               | the a:$year (quarter | period) | l:(last year [/^['’]s$/]) (quarter | period) ]],
  emit = "Date",
  apart = TIMES,
  where = function(_, doc) return doc.published ~= nil end,
  set = function(m, doc)
    local year, q, spoken = quarter_in_focus(doc, m)
    if m.q then q = NTH[m.q.text:lower()] or q end
    if m.a then
      year = tonumber(m.a.text:match("%d%d%d%d"))
    elseif m.l or m.p or m.text:lower():find("year") then
      year = (ended_quarter(doc.published)) - 1
    end
    if m.text:lower():find("period") and not spoken and not is_finance(doc) then
      return timex.attributes(m, ("%04d"):format(m.a and year or doc.published.year - 1),
        doc.published, "that year")
    end
    return timex.attributes(m, ("%04d-Q%d"):format(year, q), doc.published,
        "a year before the quarter spoken of")
  end,
}

rule "date.fiscal" {
  about = "fiscal 2021, FY2021, the fiscal year",
  pattern = [[ the? $fiscal y:($split | $year) | the? y:($split | $year) (fiscal | financial) year
               | (the (current | b:(latest | last | previous))? | b:(last | previous) | this
                 | current | n:next) ((fiscal | financial) year (?! ","? (ended | ending))
                 | fiscal (?= ([/^[,.;()]$/] | ending | in | on | and | as | by | is | was)))
               | f:(the full (fiscal)? year) (of? y:($split | $year))?
               | c:[/^FY(20)?[0-4]\d$/] (("-" | "–" | "/") [/^\d\d$/])?
               | "FY" y:($split | $year) ]],
  emit = "Date",
  apart = TIMES,
  where = function(m, doc)
    return not m.f or m.y ~= nil or is_finance(doc)
  end,
  set = function(m, doc)
    if m.y then return timex.attributes(m, m.y.text:match("%d+")) end
    if m.n and doc.published then
      return timex.attributes(m, ("%04d"):format(doc.published.year + 1), doc.published,
        "the year after publication")
    end
    if m.c then return timex.attributes(m, "20" .. m.c.text:match("%d%d$")) end
    if m.b and doc.published then
      return timex.attributes(m, ("%04d"):format(doc.published.year - 1), doc.published,
        "the year before publication", ("%04d"):format(doc.published.year))
    end
    return timex.attributes(m, doc.published and ("%04d"):format(doc.published.year),
        doc.published, "the year of publication")
  end,
}

rule "date.two_quarters" {
  about = "the first two quarters of 2021: a half year",
  pattern = [[ the? w:(first | last) two quarters of y:$year ]],
  emit = "Date",
  apart = TIMES,
  set = function(m)
    return timex.attributes(m, m.y.text
        .. (m.w.text:lower() == "first" and "-H1" or "-H2"))
  end,
}

rule "date.half" {
  about = "the first half of next year, the second half of 2019, first-half profit",
  pattern = {
    [[ the? fiscal? h:(first | second | latter | last) "-"? half
       (of (the year | a:($year | (this | next | last) year)))? ]],
    [[ p:(h:(first | second) "-" half) (?= [lower]? (profit | profits | loss | losses | earnings
       | sales | revenue | revenues | results | income)) ]],
  },
  emit = "Date",
  apart = TIMES,
  where = function(m, doc)
    if not (m.text:find("year") or m.a or m.p) and not is_finance(doc) then return false end
    if not m.text:find("year") and m:text_behind(4):find("^ of ") then return false end
    return named_year(doc, m.a) or doc.published ~= nil
  end,
  set = function(m, doc)
    local year = named_year(doc, m.a) or doc.published and doc.published.year
    if not year then return nil end
    return timex.attributes(m, ("%04d-H%d"):format(year,
        m.h.text:lower() == "first" and 1 or 2), doc.published)
  end,
}

rule "date.year_end" {
  about = "year-end, the year-end, year's end",
  pattern = [[ mod:(around | about)? the? year ("-" | [/^['’]s$/])? end (?! $year) ]],
  emit = "Date",
  apart = TIMES,
  where = function(_, doc) return doc.published ~= nil end,
  set = function(m, doc)
    local since = m:text_before(6):find("since $")
    local value = timex.attributes(m,
      ("%04d"):format(doc.published.year - (since and 1 or 0)), doc.published,
      since and "the year before publication" or "the year of publication")
    value.mod = value.mod or "END"
    return value
  end,
}

examples {
  { "Sales rose in the third quarter.", published = "2022-10-27",
      Date = { text = "the third quarter", value = "2022-Q3" } },
  { "Sales rose in the fourth quarter.", published = "2022-02-02",
      Date = { value = "2021-Q4" } },
  { "Sales rose in the first quarter of 2019.", Date = { value = "2019-Q1" } },
  { "Output grew in the April-June quarter of 2022-23, then 3% in January-March 2024.", Date = {
      { text = "the April-June quarter of 2022-23", value = "2022-Q2" },
      { text = "January-March 2024", value = "2024-Q1" } } },
  { "Output grew in the June quarter from the March quarter of 2021-22.",
      published = "2022-08-31", Date = { { text = "the June quarter", value = "2022-Q2" },
      { text = "the March quarter of 2021-22", value = "2022-Q1" } } },
  { "Output grew in the January/March quarter and in the year ago quarter.",
      published = "2022-08-31", Date = { { text = "the January/March quarter", value = "2022-Q1" },
      { text = "the year ago quarter", value = "2021-Q1" } } },
  { "Sales rose in the quarter ended March 31, 2019.", published = "2022-10-27",
      Date = { text = "the quarter", value = "2019-Q1" } },
  { "Output grew in March quarter.", published = "2022-08-31",
      Date = { text = "March quarter", value = "2022-Q1" } },
  { "They won the March quarter-final.", published = "2022-08-31", Date = false },
  { "It rained in April-July.", published = "2022-08-31", Date = false },
  { "Sales rose in the second quarter of the 2020 financial year.", Date = {
      text = "the second quarter of the 2020 financial year", value = "2020-Q2" } },
  { "Sales rose in the last quarter of 2019 and will fall in the final quarter of the year.",
      published = "2022-08-27", Date = { { text = "the last quarter of 2019", value = "2019-Q4" },
      { text = "the final quarter of the year", value = "2022-Q4" } } },
  { "They lost the last quarter of the game.", published = "2022-10-27", Date = false },
  { "They live in the Latin quarter.", published = "2022-10-27", Date = false },
  { "It rose in the third quarter of the year, not in the third quarter of the moon.",
      published = "2022-10-27", Date = { text = "the third quarter", value = "2022-Q3" } },
  { "She scored nine points in the fourth quarter.", published = "2022-10-27",
      Date = false },
  { "They lost the quarter-final.", published = "2022-10-27", Date = false },
  { "Sales rose in the quarter ended July 31.", published = "2022-10-27",
      Date = { value = "2022-Q2" } },
  { "Sales rose in the third quarter of 2022 from the 2021 period.",
      published = "2022-10-27", Date = { { value = "2022-Q3" },
      { text = "the 2021 period", value = "2021-Q3" } } },
  { "Births rose from the same period last year.", published = "2022-10-27",
      Date = { text = "the same period last year", value = "2021" } },
  { "It rose in the first two quarters of 2021.", Date = { value = "2021-H1" } },
  { "Sales rose in H1 2022.", Date = { text = "H1 2022", value = "2022-H1" } },
  { "Q1: What is it?\n\nQ2) Who is he?", published = "2022-10-27", Date = false },
  { "It is an H1 visa.", Date = false },
  { "Sales rose by 5% in H1, then fell in 2H.", published = "2022-10-27", Date = {
      { text = "H1", value = "2022-H1" }, { text = "2H", value = "2022-H2" } } },
  { "They believe in H1 visas.", published = "2022-10-27", Date = false },
  { "Sales rose in Q3 2021.", Date = { text = "Q3 2021", value = "2021-Q3" } },
  { "Sales rose in the third quarter from the year-earlier quarter.",
      published = "2022-10-27",
    Date = { { value = "2022-Q3" }, { text = "the year-earlier quarter",
        value = "2021-Q3" } } },
  { "A quarter of them left.", published = "2022-10-27", Date = false },
  { "Demand was strong in the quarter.", published = "2022-10-27",
      Date = { text = "the quarter", value = "2022-Q3" } },
  { "It is the plan for fiscal 2021.", Date = { text = "fiscal 2021", value = "2021" } },
  { "Sales rose in FY22 and in FY 2023.", Date = { { text = "FY22", value = "2022" },
      { text = "FY 2023", value = "2023" } } },
  { "Sales rose in Q1 FY24, in 3Q23, Q4FY22, H1FY23 and FY2022-23.", Date = {
      { text = "Q1 FY24", value = "2024-Q1" }, { value = "2023-Q3" }, { value = "2022-Q4" },
      { value = "2023-H1" }, { text = "FY2022-23", value = "2022" } } },
  { "Fiscal policy is hard.", Date = false },
  { "It is the current fiscal policy.", published = "2022-10-27", Date = false },
  { "It grew by 7% in the 2021-22 fiscal year and will grow this fiscal, and next fiscal year.",
      published = "2022-10-27", Date = { { text = "the 2021-22 fiscal year", value = "2021" },
      { text = "this fiscal", value = "2022" }, { text = "next fiscal year", value = "2023" } } },
  { "It lost money in the full year of 2021.", Date = { text = "the full year of 2021",
      value = "2021" } },
  { "It had lost money last financial year.", published = "2022-10-27",
      Date = { text = "last financial year", value = "2021" } },
  { "A financial year is long.", Date = false },
  { "It will end in the first half of next year.", published = "2022-10-27",
      Date = { value = "2023-H1" } },
  { "First-half pretax profit fell.", published = "2022-10-27",
      Date = { text = "First-half", value = "2022-H1" } },
  { "They scored in the second half of the match.", published = "2022-10-27",
      Date = false },
  { "It must be done by year-end.", published = "2022-10-27",
      Date = { value = "2022", mod = "END" } },
  { "It has risen since year-end.", published = "2022-10-27", Date = { value = "2021" } },
  { "A year ended.", published = "2022-10-27", Date = false },
}
