-- rules/news.lua : everything that the shipped rules take from a story.
use "article"
use "names"
use "dates"
use "numbers"
use "contacts"
use "quotes"
use "events"
