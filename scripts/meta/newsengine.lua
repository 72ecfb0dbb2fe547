---@meta newsengine
-- For editors (LuaCATS): the module `newsengine` and the words of rule files and formats.
-- Nothing runs this file; `newsengine help rules` is the reference.

---------------------------------------------------------------- spans and matches

---A piece of a document: a word, a sentence, a match, a capture, an annotation.
---Captures, the columns of a lexicon entry and the attributes of an annotation are also fields.
---@class newsengine.Span
---@field text string
---@field first integer byte of its start, counted from 1
---@field last integer its last byte, inclusive
---@field start integer place in the unit of --offsets, counted from 0
---@field ["end"] integer the place behind it, in that unit
---@field number number? 1,200 -> 1200, three -> 3
---@field lemma string?
---@field pos string? parts of speech of its words, with spaces between: see `help pos`
---@field layer string? of an annotation
---@field rule string? of an annotation: the rule that made it
---@field sentence newsengine.Span?
---@field paragraph newsengine.Span?
---@field document newsengine.Document
---@field entry table<string, string|number>? of a lexicon capture: its first entry
---@field entries table<string, string|number>[]?
---@field all newsengine.Span[]? of a capture: all its matches
---@field attributes table? of an annotation, in formats
---@field [string] any
local Span = {}

---@param other newsengine.Span
---@return boolean
function Span:contains(other) end

---Give the span the name, entity and ref of an annotation.
---@param annotation newsengine.Span
function Span:denotes(annotation) end

---@return integer words # between white space
---@return integer kinds # what occurs: a sum of text.UPPER, text.LOWER and so on
function Span:measure() end

---The text before the span in its sentence, with no-break spaces as ordinary ones.
---@param most? integer # bytes; the nearest, cut between characters
---@return string
function Span:text_before(most) end

---The text after the span in its sentence, like Span:text_before().
---@param most? integer # bytes
---@return string
function Span:text_behind(most) end

---A capture that matched nothing is nil.
---@class newsengine.Match: newsengine.Span

---------------------------------------------------------------- dates

---@class newsengine.Date
---@field year integer
---@field month integer
---@field day integer
---@operator lt: boolean
---@operator le: boolean
local Date = {}

---@return string "2022-03-14"
function Date:iso() end

---@param step { days?: integer, weeks?: integer, months?: integer, years?: integer }
---@return newsengine.Date
function Date:plus(step) end

---Without arguments, the number of its weekday: 1 (Monday) to 7.
---@param name? string|integer
---@param direction? "past"|"future"|"nearest"
---@return newsengine.Date|integer
function Date:weekday(name, direction) end

---@param month integer
---@param day integer
---@return newsengine.Date?
function Date:nearest(month, day) end

---@param other newsengine.Date
---@return integer
function Date:days_to(other) end

---@return integer year
---@return integer week
function Date:iso_week() end

---@param year integer
---@param month? integer
---@param day? integer
---@return newsengine.Date
function date(year, month, day) end

---------------------------------------------------------------- documents

---@class newsengine.Document
---@field id string
---@field text string
---@field lang string?
---@field meta table<string, any>
---@field published newsengine.Date?
---@field headline string?
---@field title string?
---@field url string?
---@field layers table[] in formats: { name, number } of the layers to write
---@field ready boolean? true if a reader gave zones and meta, as for pages
---@field errors { code: string, message: string, source: string, rule: string }[] in formats
local Document = {}

---@param layer string
---@param options? { within?: newsengine.Span, unique?: string }
---@return fun(): newsengine.Span?
function Document:each(layer, options) end

---All annotations of a layer as tables, made at once: first, last (bytes), text (white space
---as single spaces), kinds (as Span:measure), gap (the text since the previous one, up to
---6 bytes) and the attributes that `names` lists.
---@param layer string
---@param names string[]
---@return table[]
function Document:collect(layer, names) end

---@param layer string
---@param span newsengine.Span
---@return newsengine.Span?
function Document:covering(layer, span) end

---@param layer string
---@param span newsengine.Span
---@return newsengine.Span?
function Document:within(layer, span) end

---@param layer string
---@param span newsengine.Span
---@return newsengine.Span?
function Document:overlapping(layer, span) end

---@param layer string
---@param span newsengine.Span
---@return fun(): newsengine.Span?
function Document:all_overlapping(layer, span) end

---@param layer string
---@param span newsengine.Span
---@return newsengine.Span?
function Document:before(layer, span) end

---@param layer string
---@param span newsengine.Span
---@return newsengine.Span?
function Document:after(layer, span) end

---@return fun(): newsengine.Span?
function Document:sentences() end

---The first byte of each sentence.
---@return integer[]
function Document:sentence_starts() end

---These bytes of the text, as far as it goes, with no-break spaces as ordinary ones.
---@param first integer
---@param last integer
---@return string
function Document:spaced(first, last) end

---@return fun(): newsengine.Span?
function Document:paragraphs() end

---@param span? newsengine.Span
---@return fun(): newsengine.Span?
function Document:words(span) end

---Surface tokens: didn't is one token and two words.
---@param span? newsengine.Span
---@return fun(): newsengine.Span?
function Document:tokens(span) end

---@param first integer
---@param last integer
---@return newsengine.Span
function Document:span(first, last) end

---@param byte integer
---@return integer line
---@return integer column
function Document:place(byte) end

---@param pattern string|newsengine.Pattern
---@param span? newsengine.Span
---@return newsengine.Match?
function Document:match(pattern, span) end

---@param pattern string|newsengine.Pattern
---@param span? newsengine.Span
---@return fun(): newsengine.Match?
function Document:gmatch(pattern, span) end

---Entry i is the first match of the pattern in spans[i], if any.  For several patterns, one such
---table per pattern; its field `numbers` lists each i with a match.
---@param pattern string|newsengine.Pattern|(string|newsengine.Pattern)[]
---@param spans newsengine.Span[]|newsengine.Layout
---@param numbers? integer[] # selects spans
---@return table<integer, newsengine.Match>
function Document:matches(pattern, spans) end

---Lines without the white space around them; skips blank lines.
---@param span? newsengine.Span
---@return fun(): newsengine.Span?, integer? # the line; its number of bytes with that white space
function Document:lines(span) end

---Lists by row.
---@class newsengine.Layout
---@field first integer[] first bytes
---@field last integer[] last bytes
---@field words integer[] words between white space
---@field kinds integer[] what occurs, as Span:measure() says it

---Selects rows of a layout: by bits of their kinds, bytes, words, row numbers, and a regular
---expression that sees only the row.
---@class newsengine.Where
---@field any integer?
---@field all integer?
---@field none integer?
---@field least integer?
---@field most integer?
---@field least_words integer?
---@field most_words integer?
---@field from integer?
---@field to integer?
---@field match newsengine.Regex?

---The paragraphs, measured.
---@param rows { first: integer[], last: integer[] }? # bytes of other rows
---@return newsengine.Layout
function Document:layout(rows) end

---@param layout newsengine.Layout
---@param where newsengine.Where|newsengine.Where[] # of a list one is met
---@return integer[] # numbers of rows, in order
function Document:pick(layout, where) end

---@param layout newsengine.Layout
---@param bits integer # 1 << 48 and above
---@param where newsengine.Where|newsengine.Where[] # of a list one is met
function Document:mark(layout, bits, where) end

---@param expression string|newsengine.Regex
---@param span? newsengine.Span
---@return newsengine.Match?
function Document:find(expression, span) end

---@param expression string|newsengine.Regex
---@param span? newsengine.Span
---@return fun(): newsengine.Match?
function Document:gfind(expression, span) end

---@param layer string
---@param span newsengine.Span|{ first: integer, last: integer }
---@param attributes? table
---@return newsengine.Span annotation
function Document:add(layer, span, attributes) end

---One annotation per place; attribute k of the i-th is lists.k[i].
---@param layer string
---@param places { first: integer[], last: integer[] } # bytes
---@param lists table<string, (string|number|boolean|newsengine.Span)[]>
function Document:add_all(layer, places, lists) end

---`false` removes an attribute.
---@param annotation newsengine.Span
---@param values table
function Document:set(annotation, values) end

---@param annotation newsengine.Span
function Document:remove(annotation) end

---In formats: the annotations to write, in the order of the record.
---@return newsengine.Span[]
function Document:annotations() end

---In formats: the same as rows of cells, by the names of `columns`.
---@param columns? string[] out.table_columns by default
---@return table<string, string>[]
function Document:rows(columns) end

---In formats: the record as a table.  Besides `start` and `end`, its spans have `first` and
---`last`, in bytes; annotations[i] is the annotation with the id i.
---@return table
function Document:data() end

---In formats: relations from an annotation to those that its attributes stand for; `kind` is
---the name of the attribute.
---@param annotations table[] of data()
---@return { kind: string, from: integer, to: integer }[]
function Document:relations(annotations) end

---In formats: the paragraphs with the kind of their Zone.
---@return { kind: string, first: integer, last: integer }[]
function Document:blocks() end

---In formats: walk the bytes first..last with annotations as nested elements; `begins` and
---`ends` tell whether this part has the annotation's first and last byte.
---@param annotations { first: integer, last: integer, leaf?: boolean }[]
---@param first integer
---@param last integer
---@param visit { text: fun(piece: string), open: fun(a: table, begins: boolean, ends: boolean), close: fun(a: table) }
function Document:inline(annotations, first, last, visit) end

---In formats.
---@return { text: string, start: integer, end: integer, first: integer, last: integer }[]
function Document:word_list() end

---In formats: the length of the text in the unit of the record.
---@return integer
function Document:units() end

---In formats: the record as JSON text.
---@return string
function Document:record() end

---In formats.
---@param layer string
---@return integer
function Document:count(layer) end

---------------------------------------------------------------- the words of rule files

---@class newsengine.Pattern a compiled token pattern
---@class newsengine.Regex a compiled PCRE2 expression

---@class newsengine.Lexicon
local Lexicon = {}

---The columns of the first entry with these words; with `columns` only these, where filled.
---@param words string
---@param columns? table<string, any> its keys are the columns
---@return table<string, string|number>?
function Lexicon:get(words, columns) end

---Is there such an entry?  Cheaper than get.
---@param words string
---@return boolean
function Lexicon:has(words) end

---@param words string
---@return table<string, string|number>[]
function Lexicon:all(words) end

---For a rule while it runs: rows[words] is what get(words) gives, or false, looked up once.
---@return table<string, table<string, string|number>|false>
function Lexicon:rows() end

---@class newsengine.Rule
---@field pattern? string|string[] a token pattern, or several
---@field regex? string a PCRE2 expression over the characters
---@field flags? string of regex: i s m x u l
---@field run? fun(doc: newsengine.Document)
---@field emit? string|string[] the layer; a list with run only
---@field span? string the capture that the annotation covers
---@field where? fun(m: newsengine.Match, doc: newsengine.Document): any
---@field set? table|fun(m: newsengine.Match, doc: newsengine.Document): table?
---@field per? string|string[] captures that `set` is asked about, by their words alone
---@field lang? string|string[]
---@field refers? table { "Person", surname = "capture" }
---@field scope? "sentence"|"paragraph"|"document"|"zone"
---@field zone? string|string[]
---@field overlap? "nested"|"all"
---@field apart? string|string[] layers whose annotations the new one must not touch
---@field about? string
---@field source? string

---@param name string
---@return fun(def: newsengine.Rule)
function rule(name) end

---In the table of a rule's `set`: a capture ("who") or one of its fields ("who.name").
---@param source string
---@return table
function take(source) end

---Loads another rule file and returns what it returns.
---@param name string
---@return any
function use(name) end

---A macro, used in patterns as $name.
---@param name string
---@return fun(pattern: string)
function let(name) end

---@param name string
---@return fun(def: table): newsengine.Lexicon
function lexicon(name) end

---@type table<string, newsengine.Lexicon>
lexicons = {}

---@param list table[] { text, published =, lang =, title =, id =, LAYER = wanted, … }
function examples(list) end

---@param code string|string[]
function lang(code) end

---@param source string
---@return newsengine.Pattern
function pattern(source) end

---@param source string
---@param flags? string i s m x u l
---@return newsengine.Regex
function regex(source, flags) end

---@class newsengine.text
---@field UPPER integer
---@field LOWER integer
---@field DIGIT integer
---@field PUNCT integer
---@field SPACE integer
---@field OTHER integer beyond ASCII
---@field YEAR integer four digits or more in a row
---@field GAP integer a tab, or three blanks in a row
---@field CODE integer a letter next to a digit
---@field PAUSE integer white space after one of . , ! ?
---@field STOP integer one of . ! ? after a small letter
---@field END integer ends like a sentence, apart from closing marks
---@field LARGE integer begins with a capital letter of ASCII
---@field SMALL integer begins with a small letter of ASCII
text = {}
---@param s string # ASCII punctuation marks
---@return integer # the bits of span:measure() for these marks
function text.marks(s) end
---@param s string
---@return string
function text.fold(s) end
---@param s string
---@return string
function text.nfc(s) end
---@param s string
---@return integer columns
function text.width(s) end

---@class newsengine.json
json = {}
---@param s string
---@return any
function json.decode(s) end

---------------------------------------------------------------- formats

---@class newsengine.Out
---@overload fun(text: any, ...: any)
---@field json fun(value: any): string
---@field csv fun(value: any): string
---@field tsv fun(value: any): string
---@field xml fun(value: any): string
---@field html fun(value: any): string
---@field markdown fun(value: any): string
---@field plain fun(value: any): string
---@field shown fun(value: any): string
---@field uri fun(value: any): string
---@field object fun(...: any): any key, value, …: an object with its keys in this order
---@field touching fun(list: table[], a: table): integer?, integer?
---@field beside? fun(extension: string, bytes: string) with -o DIR/
---@field shared? fun(name: string, bytes: string) with -o DIR/
---@field layers string[]
---@field version string
---@field width fun(text: string): integer
---@field options table<string, string>
---@field columns integer
---@field color boolean
---@field table_columns string[]

---@class newsengine.Format
---@field about? string
---@field extension? string
---@field options? table<string, string|string[]>
---@field offsets? "byte"|"codepoint"|"utf16"
---@field several? { before: string, after: string }
---@field open? fun(out: newsengine.Out)
---@field document fun(out: newsengine.Out, doc: newsengine.Document): any
---@field merge? fun(a: any, b: any): any
---@field close? fun(out: newsengine.Out, state: any)
---@field failed? fun(out: newsengine.Out, doc: { id: string, errors: table[], record: string })
---@field single? boolean
---@field separator? string

---@param name string
---@return fun(def: newsengine.Format)
function format(name) end

---------------------------------------------------------------- the module

---@class newsengine
---@field version string
local newsengine = {}

---@class newsengine.Engine
local Engine = {}

---Sorted names of the layers that the named rule files emit.
---@return string[]
function Engine:emitted() end

---@class newsengine.Failure
---@field code string
---@field message string
---@field source string
---@field rule string

---Load rule files; raises if one does not load, and for any other option.
---plain: rules/article.lua does not run first; reuse: a document takes the memory of the one
---before it, which becomes invalid; budget: of a rule on a document, memory in bytes.
---@param options? { rules?: string[], lang?: string, published?: string, news?: boolean, offsets?: "byte"|"codepoint"|"utf16", budget?: { steps?: integer, memory?: integer, seconds?: number }, plain?: boolean, reuse?: boolean }
---@return newsengine.Engine
function newsengine.engine(options) end

---A document of UTF-8 text; with an engine, its rules have run on it.
---@param text string
---@param options? { lang?: string, published?: string, id?: string, news?: boolean, engine?: newsengine.Engine }
---@return newsengine.Document? document nil if the text is not UTF-8
---@return newsengine.Failure[]|string failures, or a message
---@return integer? byte
function newsengine.document(text, options) end

---The record of a document as JSON text; raises if no rule makes one of the layers.
---@param doc newsengine.Document
---@param layers? string[]
---@return string
function newsengine.record(doc, layers) end

---------------------------------------------------------------- readers

---@class newsengine.Source the argument of a reader's read
---@field id string path of the input
---@field number integer of the piece, for readers with split
---@field header string? the first row, with split = "rows"
---@field mark string? the separator that a line sep=; above the first row gives
---@field literal boolean? quotation marks are ordinary characters in this row
---@field options table<string, string> set by -M
local Source = {}

---@return string bytes all that remain
function Source:all() end

---@return string? bytes the next ones, nil at the end
function Source:chunk() end

---@return fun(): string? lines without their ends
function Source:lines() end

---@class newsengine.Emitted a document, or { error = message }
---@field text string? UTF-8
---@field id string|integer|nil
---@field title string?
---@field published string? ISO 8601
---@field lang string?
---@field url string?
---@field meta table? added to meta of the record
---@field zones { kind: string, first: integer, last: integer }[]? bytes of the text
---@field extra table? source of the record
---@field error string? why there is no document
---@field code string?

---@class newsengine.ReaderDefinition
---@field about string?
---@field match string|string[]|nil names of files: "*.ext"
---@field sniff nil|fun(head: string): boolean
---@field many boolean? several documents per file
---@field split "lines"|"json"|"rows"|"warc"|nil
---@field options table<string, string|string[]>?
---@field read fun(source: newsengine.Source, emit: fun(document: newsengine.Emitted))

---@param name string
---@return fun(definition: newsengine.ReaderDefinition)
function reader(name) end

---@class newsengine.Page a tree of HTML or XML; nodes are numbers in document order, 0 the document
local Page = {}

--- Bytes of UTF-8 -> a tree; `labels` marks class names (see labels).
---@param text string
---@param labels userdata?
---@param options { xml: boolean }?
---@return newsengine.Page?, string? message, integer? position
function page(text, labels, options) end

--- Words for each mark ("nav", "nav*", "*nav", "*nav*"; `ignore`: names to skip) -> the labels
--- for page(), and the marks by name.
---@param lists table<string, string>
---@return userdata, table<string, integer>
function labels(lists) end

---@return integer nodes
function Page:count() end
function Page:close() end
---@return integer mistakes, string? message, integer? position of the first, in XML
function Page:mistakes() end
---@param n integer
---@return integer position of its tag in the source
function Page:place(n) end
---@param n integer
---@return string name, "" of text
function Page:tag(n) end
---@param n integer
---@return integer? above
function Page:parent(n) end
---@param n integer
---@return integer last node of its subtree
function Page:last(n) end
---@param n integer
---@param name string
---@return string? value
function Page:attribute(n, name) end
---@param n integer
---@return string text shown, white space as single blanks
function Page:text(n) end
---@param n integer
---@return string text as it stands
function Page:raw(n) end
---@param n integer
---@return integer shown, integer linked, integer in_p code points
function Page:sizes(n) end
---@param n integer
---@return integer marks
function Page:marks(n) end
---@param tags string names between blanks
---@param from integer?
---@param last integer?
---@return integer? first
function Page:find(tags, from, last) end
---@param tags string
---@param from integer?
---@param last integer?
---@return integer[] nodes
function Page:all(tags, from, last) end
---@param tags string
---@param word string
---@return integer[] nodes whose raw text holds the word
function Page:holding(tags, word) end
---@param tags string
---@param head string small letters and digits alone
---@return integer[] nodes whose text begins so
function Page:beginning(tags, head) end
---@param marks integer
---@param from integer?
---@param last integer?
---@return integer[] nodes with one of the marks
function Page:marked(marks, from, last) end
---@param name string
---@param word string?
---@return integer[] nodes with that attribute, and the word in it
function Page:having(name, word) end
---@param n integer
---@param tags string
---@return integer? nearest, itself included
function Page:above(n, tags) end
---@param n integer
---@param marks integer
---@return integer? nearest, itself included
function Page:above_marked(n, marks) end
---@param n integer
---@return integer[] elements in it
function Page:children(n) end
---@param n integer
---@return integer? text node that may hold a date, from n on
function Page:dated(n) end
---@param n integer
function Page:cut(n) end
---@param n integer
---@return boolean
function Page:is_cut(n) end
function Page:uncut() end
---@return integer blocks of what is not cut
function Page:blocks() end
---@param i integer
---@return string kind, integer size, integer linked, integer owner, integer node, integer level
function Page:block(i) end
---@param i integer
---@return string text
function Page:block_text(i) end
---@param n integer
---@return integer first, integer last, integer good, integer all
function Page:blocks_in(n) end

--- Bytes -> UTF-8 and the name of the encoding: by mark, valid UTF-8, label, the page, or a guess.
---@param bytes string
---@param label string?
---@return string, string
function decode(bytes, label) end

---@param text string
---@return string text with HTML's character references replaced
function unescape(text) end

bytes = {}
---@param s string
---@return string
function bytes.base64(s) end
---@param s string
---@param in_header boolean?
---@return string
function bytes.quoted(s, in_header) end
---@param s string
---@return string, boolean whole
function bytes.unchunk(s) end
---@param s string
---@param brotli boolean?
---@return string?, string? message
function bytes.inflate(s, brotli) end
---@param s string
---@param mark string
---@return string[]
function bytes.row(s, mark) end

return newsengine
