#include "split.h"

#define english(text, want) check_split(text, "en", sentences, want)

static void abbreviations_go_on(void) {
  english("Posted at 5:30 p.m. | Share", "Posted at 5:30 p.m. | Share");
  english("Mr. Smith met Dr. No at 5 p.m. EST on Main St. Louis ave.",
          "Mr. Smith met Dr. No at 5 p.m. EST on Main St. Louis ave.");
  english("He works at Acme Inc. The shares fell.",
          "He works at Acme Inc.|The shares fell.");
  english("He left at 7 a.m. Monday. She came at 8 p.m. It rained.",
          "He left at 7 a.m. Monday.|She came at 8 p.m.|It rained.");
  english("7:00 a.m. The hall. It began. “A.D. The town slept.”",
          "7:00 a.m. The hall.|It began.|“A.D.|The town slept.”");
  english("He met C.E. Marlow in 300 B.C. Rome fell.",
          "He met C.E. Marlow in 300 B.C.|Rome fell.");
  english("J. K. Rowling of the U.S. Army left the U.S. The rest stayed.",
          "J. K. Rowling of the U.S. Army left the U.S.|The rest stayed.");
  english("Const. Pugh met Lieut. Harlan and Assoc. Dean Marlow.",
          "Const. Pugh met Lieut. Harlan and Assoc. Dean Marlow.");
  english("See no. 5 on p. 12. The answer is no. Ask again.",
          "See no. 5 on p. 12.|The answer is no.|Ask again.");
}

static void stops_end_sentences(void) {
  english("One! Two? Three... Four… Five?! Six.",
          "One!|Two?|Three...|Four…|Five?!|Six.");
  english("It rose 3.5 percent. Sales fell 1.2.",
          "It rose 3.5 percent.|Sales fell 1.2.");
  english("Well ... it is so. And so on.", "Well ... it is so.|And so on.");
}

static void words_that_look_like_abbreviations_end_sentences(void) {
  english("She taught art. Prices rose.", "She taught art.|Prices rose.");
  english("See art. 5 of it.", "See art. 5 of it.");
  english("It was the OFC. The rest left with Pfc. Harlan.",
          "It was the OFC.|The rest left with Pfc. Harlan.");
  english("So said Rep. Will Harlan.", "So said Rep. Will Harlan.");
  english("Few used IE. Before that, all did.",
          "Few used IE.|Before that, all did.");
  english("Many thanks. P.S. I loved it.", "Many thanks.|P.S. I loved it.");
  check_split("Rien de tel. Venez. Le tel. 01 est là.", "fr", sentences,
              "Rien de tel.|Venez.|Le tel. 01 est là.");
  check_split("Lo vio A. De ", "es", sentences, "Lo vio A.|De");
  check_split("En el 25 a. C. nació.", "es", sentences,
              "En el 25 a. C. nació.");
}

static void careless_stops_end_sentences(void) {
  english("It lies in the Sea.In June it was hot .The ice in .Net went.",
          "It lies in the Sea.|In June it was hot .|The ice in .Net went.");
  english("you saw it. why do you ask? we do not know it. they do.",
          "you saw it.|why do you ask?|we do not know it.|they do.");
  english("We stood for an hour...I was cold.",
          "We stood for an hour...|I was cold.");
  english("We stood for an hour...I", "We stood for an hour...I");
  english("Gone? thought the captain.", "Gone? thought the captain.");
  english("It sold for... 1.6 million.", "It sold for... 1.6 million.");
  english("She left on the 5th. no word came. so it is.",
          "She left on the 5th.|no word came.|so it is.");
  english("Well worth a visit. http://a.example.org",
          "Well worth a visit.|http://a.example.org");
  english("Press, 12, 10. http://a.example.org",
          "Press, 12, 10. http://a.example.org");
  english("The sea is wide. / No boat is there.",
          "The sea is wide. / No boat is there.");
}

static void closing_marks_stay_with_their_sentence(void) {
  english("“Why?” she asked. “I know.” He left.",
          "“Why?” she asked.|“I know.”|He left.");
  english("“Why?” Pete Smith said.", "“Why?” Pete Smith said.");
  english("He left. (She stayed.) It rained.",
          "He left.|(She stayed.)|It rained.");
  english("It was won.[8][9] The next was lost.",
          "It was won.[8][9]|The next was lost.");
}

static void numbers_and_marks_before_a_stop(void) {
  english("The mill shut on May 5, 1987. The men left on June 1. Few came.",
          "The mill shut on May 5, 1987.|The men left on June 1.|Few came.");
  english("Figure 2. The mill.", "Figure 2. The mill.");
  english("It asks: (2. The mill.", "It asks: (2. The mill.");
  english("It shut (in May). Few came . \"All\" left 5%. So be it.",
          "It shut (in May).|Few came .|\"All\" left 5%.|So be it.");
  english("It was held by NATO. The men left.",
          "It was held by NATO.|The men left.");
  english("It shut on Jan. 5 at noon. Few came on Jan. 5 The rest left.",
          "It shut on Jan. 5 at noon.|Few came on Jan. 5|The rest left.");
  english("It shut in May. (Few came.)", "It shut in May.|(Few came.)");
  check_split("Es war Ludwig XIV. Die Uhr schlug.", "de", sentences,
              "Es war Ludwig XIV.|Die Uhr schlug.");
  check_split("Es war Rom am XIV. Tag.", "de", sentences,
              "Es war Rom am XIV. Tag.");
}

static void speech_breaks_off_at_a_dash(void) {
  english("It is maybe -- That is it.", "It is maybe --|That is it.");
  english("The cast is the — It fits.", "The cast is the —|It fits.");
  english("I know the — I saw the thing.", "I know the — I saw the thing.");
}

static void lists_in_a_line_are_sentences(void) {
  english("1. The first item 2. The second item 3. The third item",
          "1. The first item|2. The second item|3. The third item");
  english("a) The first b) The second", "a) The first|b) The second");
}

static void letters_end_without_a_stop(void) {
  english("Dear Mr. Smith, I have to go. Kind regards, Ann Miller",
          "Dear Mr. Smith,|I have to go.|Kind regards,|Ann Miller");
  english("Hi, There is a room.", "Hi,|There is a room.");
  english("Figure 3.1 The results", "Figure 3.1|The results");
  english("Email: \"Ann\"<ann@example.org> Gone for good?",
          "Email: \"Ann\"<ann@example.org>|Gone for good?");
  english("Charts: a.pdf - b.pdf - c.pdf", "Charts: a.pdf|- b.pdf|- c.pdf");
  english("http://a.example.org http://b.example.org",
          "http://a.example.org|http://b.example.org");
  english("More at a@example.org ______", "More at a@example.org|______");
  english("Tons 3.1 --- 4.2 ---", "Tons 3.1 --- 4.2 ---");
  english("BERLIN - The talks went on.", "BERLIN - The talks went on.");
}

static void other_languages_have_their_own_rules(void) {
  check_split(
      "Am 3. Oktober kam z. B. Dr. Braun. Er blieb bis 2018. Dann ging er.",
      "de", sentences,
      "Am 3. Oktober kam z. B. Dr. Braun.|Er blieb bis 2018.|"
      "Dann ging er.");
  check_split("Selon M. Dupont, c’est fini. « Non ! » dit-il.", "fr", sentences,
              "Selon M. Dupont, c’est fini.|« Non ! » dit-il.");
  check_split("La 125 cc. Es de CC. OO. y del Sgto. Ruiz.", "es", sentences,
              "La 125 cc.|Es de CC. OO. y del Sgto. Ruiz.");
  check_split("Abg. Braun, Bez. Nord. Kap. 3 endet am Kap. Er ging.", "de",
              sentences,
              "Abg. Braun, Bez. Nord.|Kap. 3 endet am Kap.|Er ging.");
  check_split("È della Zelten S.p.A. Tuttavia resta.", "it", sentences,
              "È della Zelten S.p.A.|Tuttavia resta.");
  check_split("Il achète Zelten et Cie. Cela suffit.", "fr", sentences,
              "Il achète Zelten et Cie.|Cela suffit.");
  check_split("Es gibt z. B. Der Mann.", "de", sentences,
              "Es gibt z. B. Der Mann.");
  check_split("Хлеб, соль и т. д. Потом т. е. Рим.", "ru", sentences,
              "Хлеб, соль и т. д.|Потом т. е. Рим.");
  check_split("¿Dónde está el Sr. Pérez? Aquí.", "es", sentences,
              "¿Dónde está el Sr. Pérez?|Aquí.");
  check_split("Он родился в 1898 г. в Москве. Там и жил.", "ru", sentences,
              "Он родился в 1898 г. в Москве.|Там и жил.");
  check_split("これはペンです。それは本です。", NULL, sentences,
              "これはペンです。|それは本です。");
  check_split("Première phrase. Deuxième phrase.", NULL, sentences,
              "Première phrase.|Deuxième phrase.");
}

static void paragraphs_end_sentences(void) {
  english("A headline\n\nThe text", "A headline|The text");
}

static void a_quotation_is_one_scope(void) {
  check_split("He came. “We won. We won,” he said. All left.", "en", scopes,
              "He came.|“We won. We won,” he said.|All left.");
  check_split("“One. Two.\n\n“Three.” Four.", "en", scopes,
              "“One. Two.  “Three.”|Four.");
}

static void an_open_mark_joins_little(void) {
  check_split("“A b. A c. A d. A e. A f. A g.", "en", scopes,
              "“A b. A c. A d. A e.|A f.|A g.");
}

/* The scopes for an open quotation mark, then these words and marks, `count`
 * times each; the last scope ends with the text. */
static void check_long_scopes(const char *unit, size_t count,
                              const uint32_t *want, uint32_t parts) {
  char text[16000] = "“";
  size_t size = strlen(text);
  for (size_t i = 0; i < count; i++) {
    bool last = i % 1000 == 999;
    text[size++] = i % 1000 ? 'w' : 'W';
    text[size++] = 'e';
    memcpy(text + size, last ? unit : " ", last ? strlen(unit) : 1);
    size += last ? strlen(unit) : 1;
  }
  news_document_options options = {.memory = 1 << 24};
  news_document *doc;
  const news_parts *scopes;
  check(!news_document_new(text, size, &options, &doc, NULL));
  check(!news_sentence_scopes(doc, &scopes, NULL));
  check(scopes->count == parts);
  for (uint32_t i = 0; i < parts && i < scopes->count; i++)
    check(scopes->first[i] == want[i]);
  check(scopes->first[scopes->count] == doc->words.count);
  news_document_free(doc);
}

static void a_scope_is_not_endless(void) {
  /* no sentence end: the mark and 5,000 words */
  check_long_scopes(" ", 5000, (uint32_t[]){0, 2048, 4096}, 3);
  /* an exact number of pieces */
  check_long_scopes(" ", 4095, (uint32_t[]){0, 2048}, 2);
  /* sentences of 1,001 words: three are too many for one scope */
  check_long_scopes(". ", 5000, (uint32_t[]){0, 3004, 4005}, 3);
}

static void plain_rules_are_those_of_unicode(void) {
  const char *text = "Mr. Smith left. etc. it is.";
  news_document_options options = {.plain = true};
  news_document *doc;
  check(!news_document_new(text, strlen(text), &options, &doc, NULL));
  check(!news_split_sentences(doc, NULL));
  check(doc->sentences.count == 2); /* SB8: "etc. it", but "Mr. | Smith" */
  check(news_plain_sentence_end(text, strlen(text), 0) == 4);
  news_document_free(doc);
}

static void memory_that_fails_is_told(void) {
  char text[4000];
  news_document *doc;
  for (size_t i = 0; i < sizeof text; i++) text[i] = "A b.\n"[i % 5];
  bool done = false;
  for (size_t memory = sizeof text + 64; !done; memory += 97) {
    news_document_options options = {.memory = memory};
    if (news_document_new(text, sizeof text, &options, &doc, NULL)) continue;
    const news_parts *parts;
    news_status status = news_sentence_scopes(doc, &parts, NULL);
    check(!status || status == NEWS_ENOMEM);
    done = !status;
    news_document_free(doc);
  }
  check(done);
}

int main(void) {
  run(abbreviations_go_on);
  run(stops_end_sentences);
  run(words_that_look_like_abbreviations_end_sentences);
  run(careless_stops_end_sentences);
  run(closing_marks_stay_with_their_sentence);
  run(numbers_and_marks_before_a_stop);
  run(speech_breaks_off_at_a_dash);
  run(lists_in_a_line_are_sentences);
  run(letters_end_without_a_stop);
  run(other_languages_have_their_own_rules);
  run(paragraphs_end_sentences);
  run(a_quotation_is_one_scope);
  run(an_open_mark_joins_little);
  run(a_scope_is_not_endless);
  run(plain_rules_are_those_of_unicode);
  run(memory_that_fails_is_told);
  return check_report();
}
