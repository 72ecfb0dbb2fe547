#ifndef NEWS_VOCABULARY_H
#define NEWS_VOCABULARY_H

#include <stdint.h>

#include "document.h"
#include "status.h"

/* All distinct forms that a process has met, each stored once, over many
 * documents.  Whatever depends only on the form is computed once for each form,
 * not for each word. */
typedef struct news_vocabulary news_vocabulary;

/* Flags of a form, named as in patterns: [cap & !first]. */
enum news_form_flag {
  NEWS_FORM_CAP = 1 << 0,   /* begins with an upper-case or title letter */
  NEWS_FORM_UPPER = 1 << 1, /* letters, all of them upper case */
  NEWS_FORM_LOWER = 1 << 2, /* letters, all of them lower case */
  NEWS_FORM_MIXED = 1 << 3, /* upper case after a lower-case letter */
  NEWS_FORM_ALPHA = 1 << 4, /* letters (and marks, apostrophes) only */
  NEWS_FORM_DIGIT = 1 << 5, /* decimal digits only */
  NEWS_FORM_NUM = 1 << 6,   /* a number in digits: 3.5 1,200 3rd */
  NEWS_FORM_PUNCT = 1 << 7,
  NEWS_FORM_SYMBOL = 1 << 8,
  NEWS_FORM_DASH = 1 << 9,   /* Unicode Pd, --, minus */
  NEWS_FORM_QUOTE = 1 << 10, /* a quotation mark of any kind */
  NEWS_FORM_OPEN = 1 << 11,  /* opening quotation mark or bracket */
  NEWS_FORM_CLOSE = 1 << 12, /* closing quotation mark or bracket */
  NEWS_FORM_URL = 1 << 13,
  NEWS_FORM_EMAIL = 1 << 14,
  NEWS_FORM_HASHTAG = 1 << 15,
  NEWS_FORM_MENTION = 1 << 16,
  NEWS_FORM_ABBREV = 1 << 17, /* an abbreviation that keeps its point */
};

typedef struct news_form {
  const char *text; /* as written, NUL-terminated */
  uint32_t size;    /* bytes */
  uint32_t folded;  /* one id for all forms with the same folded text */
  uint32_t flags;   /* news_form_flag */
  uint8_t kind;     /* news_words.kind without NEWS_WORD_JOINED */
  uint64_t hash;    /* news_hash() of the folded text: the key of lexicons */
  uint64_t bits;    /* cached by pos_form.c; 0: nothing yet */
  uint64_t lists;   /* the same: word lists that contain it */
  uint32_t ranks;   /* the same: its classes, most common first */
} news_form;

enum { NEWS_NO_FORM = UINT32_MAX };

/* `limit` is the size in bytes above which news_vocabulary_trim() drops all
 * forms; 0: never.  No document fails because of it, so results do not depend
 * on earlier documents.  NULL when out of memory.  Freed with
 * news_vocabulary_free(). */
news_vocabulary *news_vocabulary_new(size_t limit);
void news_vocabulary_free(news_vocabulary *voc);

/* The id of a form, which is added if it is new; NEWS_NO_FORM when out of
 * memory. `kind`, masked with 0x7F, is part of the identity.  Ids count from 0
 * without gaps. */
uint32_t news_vocabulary_intern(news_vocabulary *voc, const char *text,
                                uint32_t size, uint8_t kind);

/* Valid until the next intern or trim. */
const news_form *news_vocabulary_form(const news_vocabulary *voc, uint32_t id);
uint32_t news_vocabulary_count(const news_vocabulary *voc);

/* Cache what was found out about a form. */
void news_vocabulary_note(news_vocabulary *voc, uint32_t id, uint64_t bits,
                          uint64_t lists, uint32_t ranks);

/* Fill doc->words.form, tokenizing and pairing quotation marks first. */
news_status news_vocabulary_read(news_vocabulary *voc, news_document *doc,
                                 news_error *err);

/* Call between documents: drop all forms if the limit is exceeded.  Earlier ids
 * then become invalid and the generation counts up. */
void news_vocabulary_trim(news_vocabulary *voc);
uint32_t news_vocabulary_generation(const news_vocabulary *voc);

/* The hash of the bytes of a folded form; the same on every machine, as
 * compiled lexicons contain it. */
uint64_t news_hash(const char *text, size_t size);

#endif
