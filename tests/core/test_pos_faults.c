/* Parts of speech when each allocation fails in turn. */

#include "check.h"
#include "faults.h"
#include "pos_setup.h"

static const char words[] = "to\tpart adp\nplan\tnoun:5 verb:4\n";
static const char rules[] = "select verb if -1 is \"to\"\n";

static news_status scene(uint8_t *class) {
  news_morphology *m;
  text_read t = {0};
  news_error err = {0};
  news_status status = with_grammar(words, rules, &m, &err);
  if (status) return status;
  status = text_open(m, "We went to plan it.", &t, &err);
  if (!status) *class = t.doc->words.pos[3];
  text_free(&t);
  news_morphology_free(m);
  return status;
}

static void memory_that_fails_is_told_and_nothing_is_left(void) {
  bool fired = true;
  for (int nth = 1; fired; nth++) {
    uint8_t class = 0;
    long live = faults_live;
    faults_arm(FAULT_MEMORY, nth);
    news_status status = scene(&class);
    fired = faults_off();
    check(status == (fired ? NEWS_ENOMEM : NEWS_OK));
    check(fired || class == NEWS_POS_VERB);
    check(faults_live == live);
  }
  check(faults_total > 3);
}

int main(void) {
  run(memory_that_fails_is_told_and_nothing_is_left);
  return check_report();
}
