#ifndef NEWSENGINE_H
#define NEWSENGINE_H

/* libnewsengine: words, sentences, quotation marks, lexicons, token patterns
 * and readers for news text.  Pure C11, no global state.
 *
 * These headers are the public interface: only what they declare is installed
 * and exported by the shared library.  Each says who owns what, in which units
 * and what can fail.  The other headers of core/ serve the program. */

#define NEWSENGINE_VERSION "0.1.0"

#ifdef __cplusplus
extern "C" {
#endif

/* what all others use */
#include "arena.h"
#include "buffer.h"
#include "span.h"
#include "status.h"

/* a text and what is made of it */
#include "document.h"
#include "language.h"
#include "sentence.h"
#include "tokenizer.h"

/* words: forms, inflection, parts of speech */
#include "morphology.h"
#include "pos.h"
#include "vocabulary.h"

/* finding */
#include "annotation.h"
#include "lexicon.h"
#include "lexicon_scan.h"
#include "pattern.h"
#include "regex.h"

/* input: files, archives, encodings */
#include "encoding.h"
#include "reader.h"
#include "reader_pieces.h"
#include "reader_tar.h"
#include "unicode.h"
#include "utf8.h"

/* many documents at once */
#include "pool.h"
#include "signals.h"

#ifdef __cplusplus
}
#endif

#endif
