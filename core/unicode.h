#ifndef NEWS_UNICODE_H
#define NEWS_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"
#include "status.h"

/* Properties of code points, Unicode 15.0, from generated two-stage tables
 * (core/unicode_table.c).  Any 32-bit value may be asked; what is no code
 * point counts as unassigned. */

typedef enum news_category {
  NEWS_CN,
  NEWS_LU,
  NEWS_LL,
  NEWS_LT,
  NEWS_LM,
  NEWS_LO,
  NEWS_MN,
  NEWS_MC,
  NEWS_ME,
  NEWS_ND,
  NEWS_NL,
  NEWS_NO,
  NEWS_PC,
  NEWS_PD,
  NEWS_PS,
  NEWS_PE,
  NEWS_PI,
  NEWS_PF,
  NEWS_PO,
  NEWS_SM,
  NEWS_SC,
  NEWS_SK,
  NEWS_SO,
  NEWS_ZS,
  NEWS_ZL,
  NEWS_ZP,
  NEWS_CC,
  NEWS_CF,
  NEWS_CS,
  NEWS_CO,
} news_category;

news_category news_unicode_category(uint32_t code);
bool news_unicode_is_space(uint32_t code);  /* White_Space, also BOM and ZWSP */
bool news_unicode_is_letter(uint32_t code); /* L* */
bool news_unicode_is_upper(uint32_t code);  /* Lu, Lt */
bool news_unicode_is_lower(uint32_t code);  /* Ll */
bool news_unicode_is_mark(uint32_t code);   /* M* */

/* Columns on a terminal: 0, 1 or 2. */
int news_unicode_width(uint32_t code);

/* Append the folded form of valid UTF-8: NFKC_Casefold (compatibility forms,
 * case, default ignorables dropped), then typography: curly and modifier
 * apostrophes and single quotation marks to ', double ones to ", every dash
 * and hyphen to -, no-break spaces to a space.  Folding twice changes
 * nothing. ASCII text takes a short way. */
news_status news_unicode_fold(const char *text, size_t size, news_buffer *out);

/* Append the NFC form. */
news_status news_unicode_nfc(const char *text, size_t size, news_buffer *out);

#endif
