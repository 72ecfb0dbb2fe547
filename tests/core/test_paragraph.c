#include "split.h"

static void blank_lines_end_paragraphs(void) {
  check_split("One\n\ntwo.\r\n\r\n Three", NULL, paragraphs, "One|two.|Three");
  check_split("One\ftwo\xE2\x80\xA9three", NULL, paragraphs, "One|two|three");
}

static void short_lines_stand_alone(void) {
  check_split("Headline\nBy Ann Smith\nThe text goes on.", NULL, paragraphs,
              "Headline|By Ann Smith|The text goes on.");
  check_split(
      "One\rTwo\xC2\x85Three\xE2\x80\xA8"
      "Four",
      NULL, paragraphs, "One|Two|Three|Four");
}

static const char wrapped[] =
    "The talks between the two countries went on until late in the\n"
    "night, officials said, and were to be taken up again in the\n"
    "morning. No date was set for the signing of the treaty.\n"
    "    A second round is planned for the next week, when also the\n"
    "foreign ministers will be there.\n"
    "Background\n"
    "- Both had asked for the talks and were ready to give way in\n"
    "- some of the questions that had been open since the last one.\n";

static void wrapped_lines_are_joined(void) {
  check_split(
      wrapped, NULL, paragraphs,
      "The talks between the two countries went on until late in the night, "
      "officials said, and were to be taken up again in the morning. No date "
      "was set for the signing of the treaty.|"
      "A second round is planned for the next week, when also the foreign "
      "ministers will be there.|"
      "Background|"
      "- Both had asked for the talks and were ready to give way in|"
      "- some of the questions that had been open since the last one.");
}

/* A pasted page, not wrapped. */
static void a_line_broken_behind_a_function_word_goes_on(void) {
  check_split(
      "The vote is one of a long list of\n"
      "tasks, and the board said there\n"
      "were no plans for another.\n"
      "Its members are\n"
      "Ann Smith and Jo Kern.\n"
      "so\n"
      "it goes",
      "en", paragraphs,
      "The vote is one of a long list of tasks, and the board said there were "
      "no plans for another.|"
      "Its members are|"
      "Ann Smith and Jo Kern.|"
      "so|"
      "it goes");
}

/* An agency's first line is often set short. */
static void a_line_broken_too_early_goes_on_with_its_sentence(void) {
  check_split(
      "Northern Mills Corp said it would buy the\n"
      "plants of its rival in two countries, which had been for sale\n"
      "since the spring, and that it would keep their names. Its own\n"
      "plants in the north will be closed by the end of next year if\n"
      "no buyer is found for them.\n\n"
      "The price was agreed upon by the\n"
      "Bergen bank that had brought the two firms together, and will\n"
      "be paid in shares.\n"
      "Prices of the shares at noon\n"
      "Northern Mills 12.10\n",
      "en", paragraphs,
      "Northern Mills Corp said it would buy the plants of its rival in two "
      "countries, which had been for sale since the spring, and that it would "
      "keep their names. Its own plants in the north will be closed by the end "
      "of next year if no buyer is found for them.|"
      "The price was agreed upon by the Bergen bank that had brought the two "
      "firms together, and will be paid in shares.|"
      "Prices of the shares at noon|"
      "Northern Mills 12.10");
}

static void a_list_is_no_wrapped_text(void) {
  check_split(
      "a first item that is quite long to read\n"
      "a second item that is a little longer to read\n"
      "a third one that is short\n"
      "and the last item is quite long again too",
      NULL, paragraphs,
      "a first item that is quite long to read|"
      "a second item that is a little longer to read|"
      "a third one that is short|"
      "and the last item is quite long again too");
}

static void lines_much_longer_than_the_rest_are_no_wrapped_text(void) {
  check_split(
      "This was printed for the use of anyone at no cost\n"
      "you may copy it, give it away or use it again under the terms "
      "of the license",
      NULL, paragraphs,
      "This was printed for the use of anyone at no cost|"
      "you may copy it, give it away or use it again under the terms "
      "of the license");
}

/* Mail: headers and quoted lines are longer than the width of the text. */
static void quoted_mail_is_joined_for_itself(void) {
  check_split(
      "Subject: Re: ferries to the outer islands and the harbour at Lorvale\n\n"
      "In article 12, ann@lorvale.example (Ann Pugh, of the island line) "
      "writes:\n"
      "> The ferries will be kept in harbour until the storm has gone by, and\n"
      "> those who had wanted to cross were sent to an inn on the hill.\n"
      "That is not how I heard it from the\n"
      "captain, who said that nobody had\n"
      "been told of an inn at all. He was\n"
      "very angry.\n"
      "-- \n"
      "Ben Orlow\n",
      "en", paragraphs,
      "Subject: Re: ferries to the outer islands and the harbour at Lorvale|"
      "In article 12, ann@lorvale.example (Ann Pugh, of the island line) "
      "writes:|"
      "> The ferries will be kept in harbour until the storm has gone by, and "
      "> those who had wanted to cross were sent to an inn on the hill.|"
      "That is not how I heard it from the captain, who said that nobody had "
      "been told of an inn at all. He was very angry.|"
      "--|"
      "Ben Orlow");
}

/* Some lines are several others joined. */
static void sentences_that_go_on_show_wrapped_text_with_long_lines(void) {
  check_split(
      "The council will hold talks with two unions to\n"
      "save what is left of the accord, its head said on\n"
      "Sunday. The group that runs the port has sent its\n"
      "lawyers to meet the officials in the capital. It has been at odds with "
      "the town for ten years, and many rounds of talks have\n"
      "failed so far.\n",
      "en", paragraphs,
      "The council will hold talks with two unions to save what is left of the "
      "accord, its head said on Sunday. The group that runs the port has sent "
      "its lawyers to meet the officials in the capital. It has been at odds "
      "with the town for ten years, and many rounds of talks have failed so "
      "far.");
}

static void rules_of_marks_stand_alone(void) {
  check_split(
      "The ferries to the outer islands will be kept in\n"
      "harbour until the storm has gone by, and all those\n"
      "who had wanted to cross were sent to an inn in the\n"
      "--------------------------------------------------\n"
      "harbour, said one who had been there in the year\n"
      "before and who had seen it.\n",
      "en", paragraphs,
      "The ferries to the outer islands will be kept in harbour until "
      "the storm has gone by, and all those who had wanted to cross "
      "were sent to an inn in the|"
      "--------------------------------------------------|"
      "harbour, said one who had been there in the year before and who "
      "had seen it.");
}

#define WIDE                                                            \
  "the ferries to the outer islands will be kept in harbour until the " \
  "storm has gone by, and those who had wanted to cross were sent to an inn"
#define THREE(text) text text text
#define NINE(text) THREE(text) THREE(text) THREE(text)

/* How far it exceeds the 140 columns of the others does not matter. */
static void no_line_goes_on_behind_one_beyond_all_widths(void) {
  check_split(NINE(WIDE "\n") WIDE "\n\nBy noon " WIDE ".\nand so on", NULL,
              paragraphs, NINE(WIDE " ") WIDE "|By noon " WIDE ".|and so on");
}

static void a_text_without_words_has_no_paragraphs(void) {
  check_split("", NULL, paragraphs, "");
  check_split(" \n\n ", NULL, paragraphs, "");
}

int main(void) {
  run(blank_lines_end_paragraphs);
  run(short_lines_stand_alone);
  run(wrapped_lines_are_joined);
  run(a_line_broken_behind_a_function_word_goes_on);
  run(a_line_broken_too_early_goes_on_with_its_sentence);
  run(a_list_is_no_wrapped_text);
  run(lines_much_longer_than_the_rest_are_no_wrapped_text);
  run(quoted_mail_is_joined_for_itself);
  run(sentences_that_go_on_show_wrapped_text_with_long_lines);
  run(rules_of_marks_stand_alone);
  run(no_line_goes_on_behind_one_beyond_all_widths);
  run(a_text_without_words_has_no_paragraphs);
  return check_report();
}
