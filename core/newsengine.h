#ifndef NEWSENGINE_H
#define NEWSENGINE_H

/* libnewsengine: tokens, sentences, patterns and lexicons for news text.
 * Pure C11, no global state; see each header for ownership and units. */

#define NEWSENGINE_VERSION "0.1.0"

#ifdef __cplusplus
extern "C" {
#endif

#include "annotation.h"
#include "arena.h"
#include "buffer.h"
#include "bundle.h"
#include "calendar.h"
#include "document.h"
#include "encoding.h"
#include "filter.h"
#include "json.h"
#include "labels.h"
#include "language.h"
#include "layout.h"
#include "lexicon.h"
#include "lexicon_scan.h"
#include "markup.h"
#include "morphology.h"
#include "output.h"
#include "page.h"
#include "pattern.h"
#include "pattern_lint.h"
#include "pattern_trace.h"
#include "pool.h"
#include "pos.h"
#include "reader.h"
#include "reader_body.h"
#include "reader_pieces.h"
#include "reader_tar.h"
#include "regex.h"
#include "sentence.h"
#include "signals.h"
#include "span.h"
#include "status.h"
#include "tokenizer.h"
#include "transfer.h"
#include "unicode.h"
#include "utf8.h"
#include "vocabulary.h"

#ifdef __cplusplus
}
#endif

#endif
