#!/usr/bin/env python3
"""core/markup_entity_table.c: HTML's named character references, from Python's copy of the
standard's list (html.entities.html5), sorted by name.  A name without semicolon is one that
pages may write without."""
import html.entities, sys

names = {}
for name, text in html.entities.html5.items():
    bare = name.rstrip(";")
    names.setdefault(bare, [text, False])
    if not name.endswith(";"):
        names[bare][1] = True
rows = sorted(names.items(), key=lambda item: item[0].encode())
out = ["/* Made by scripts/make/entities.py from the HTML standard's list. */",
       '#include "markup_entity.h"', "", "/* clang-format off */",
       f"const news_entity news_entities[] = {{"]
for name, (text, bare) in rows:
    octets = "".join(f"\\{b:03o}" for b in text.encode())
    out.append(f'{{"{name}", "{octets}", {1 if bare else 0}}},')
out += ["};", f"const unsigned news_entity_count = {len(rows)};", ""]
open(sys.argv[1], "w", encoding="ascii").write("\n".join(out))
