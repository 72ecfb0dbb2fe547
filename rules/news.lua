-- rules/news.lua : everything that the shipped rules find in a story.
use "article"
use "names"
use "dates"
use "numbers"
use "contacts"
use "quotes"
use "events"

-- What one file reads by what another found.
examples {
  { "NAIROBI - They met on Independence Day in Kenya and on Labour Day.", published = "2024-09-15",
      Date = { { text = "Independence Day", value = "2023-12-12" },
      { text = "Labour Day", value = "2024-05-01" } } },
  { "NAIROBI - They met on Freedom Day in Kenya.", published = "2024-09-15", Date = false },
  { "PRETORIA - They met on Freedom Day in South Africa.", published = "2024-09-15",
      Date = { value = "2024-04-27" } },
}
