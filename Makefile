# newsengine: build, test, install.  Needs GNU make and a C11 compiler.
#
#   make              ./newsengine, the library and the Lua module
#   make demo         install what is missing, build, run the first example
#   make test         install what is missing, build, every test (minutes)
#   make check        the long round: fuzzing, reference comparison, faults
#   make lint         formatting, luacheck, dependency direction
#   make bench        speed beside other programs; make bench-peers gets them
#   make fuzz         fuzz targets for FUZZ_SECONDS each
#   make coverage     branches of core/ that the tests take (half an hour)
#   make lexicons     rebuild the lexicons that come from packages
#   make wheel        the Python package
#   make deb          a package for Debian
#   make install PREFIX=/usr/local DESTDIR=
#
# MODE=release|debug|asan|tiny|scalar|cover|fuzz picks a build under build/MODE.

MODE ?= release
BUILD := build/$(MODE)
PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
LIBDIR ?= $(PREFIX)/lib
INCDIR ?= $(PREFIX)/include
DATADIR ?= $(PREFIX)/share
CMODDIR ?= $(LIBDIR)/lua/5.4
LUADIR ?= $(DATADIR)/lua/5.4
PKG_CONFIG ?= pkg-config

VERSION = $(shell sed -n 's/^.define NEWSENGINE_VERSION "\(.*\)"/\1/p' core/newsengine.h)

# Flags of the libraries, determined once and kept until the Makefile changes.
CONFIG := build/config.mk
ifeq ($(filter clean help demo test check bench fuzz coverage setup-%,$(MAKECMDGOALS)),)
-include $(CONFIG)
endif
LUA := lua5.4
NEEDED := $(LUA) libpcre2-8 libutf8proc libarchive jansson

# Libraries linked statically if their archives exist: libarchive alone would
# load 15 shared libraries, which is most of the startup time.
INSIDE := $(patsubst %,-l:lib%.a,lua5.4 pcre2-8 utf8proc jansson archive lzma zstd lz4 bz2 z)
CAN_LINK = printf '%s\n' 'int archive_read_append_filter(void), archive_read_support_format_tar(void);' \
  'int main(void) { return archive_read_append_filter() + archive_read_support_format_tar(); }' | \
  $(CC) -w -x c - -x none $(INSIDE) -lm -o build/can_link 2>/dev/null

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
            -Wmissing-prototypes -Wwrite-strings -Wundef -Wvla
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all \
            -fno-omit-frame-pointer
TINY := -DNEWS_ARENA_BLOCK=64 -DNEWS_BUFFER_FIRST=1 -DNEWS_TINY=1
MODE_release := -O2 -g -DNDEBUG
MODE_debug := -Og -g3
MODE_asan := -O1 -g3 $(SANITIZE)
MODE_tiny := -O1 -g3 $(SANITIZE) $(TINY)
MODE_scalar := -O2 -g -DNEWS_SCALAR=1
MODE_cover := -O0 -g3 --coverage -DNEWS_COVER=1 -DNDEBUG
MODE_fuzz := -O1 -g -Wno-pedantic -fsanitize=fuzzer-no-link,address,undefined \
             -fno-sanitize-recover=all -fno-omit-frame-pointer
ifndef MODE_$(MODE)
$(error MODE must be release, debug, asan, tiny, scalar, cover or fuzz)
endif

CFLAGS ?=
ALL_CFLAGS = -std=c11 $(WARNINGS) $(MODE_$(MODE)) -D_GNU_SOURCE -fPIC \
             -fvisibility=hidden -Icore $(PACKAGE_CFLAGS) $(CFLAGS)

LIB_OBJ := $(patsubst %.c,$(BUILD)/%.o,$(wildcard core/*.c))
LUA_OBJ := $(patsubst %.c,$(BUILD)/%.o,$(wildcard core/lua/*.c))
CLI_OBJ := $(patsubst %.c,$(BUILD)/%.o,$(wildcard core/cli/*.c))
C_TESTS := $(patsubst tests/core/%.c,$(BUILD)/tests/%,$(wildcard tests/core/test_*.c))

LIB := $(BUILD)/libnewsengine.a
MODULE := $(BUILD)/newsengine/core.so
BIN := $(BUILD)/newsengine-bin

all: $(LIB) $(MODULE) $(BIN)
ifeq ($(MODE),release)
all: newsengine
newsengine: $(BIN)
	@ln -sf $(BIN) $@

# Everything computed from shipped files, once: bytecode, lexicons, languages.
all: build/newsengine.bundle
build/newsengine.bundle: $(BIN) $(shell find rules scripts/newsengine -name '*.lua' -o -name '*.tsv' -o -name '*.rules')
	@$(BIN) compile --program $@
endif

$(CONFIG): Makefile
	@mkdir -p build
	@$(PKG_CONFIG) --exists $(NEEDED) || { echo "missing libraries; run: .ci/setup build"; exit 1; }
	@{ echo "PACKAGE_CFLAGS := $$($(PKG_CONFIG) --cflags $(NEEDED))" \
	        "$$($(PKG_CONFIG) --exists libedit && echo -DNEWS_EDIT)" \
	        "$$($(PKG_CONFIG) --exists libbrotlidec && echo -DNEWS_BROTLI)" \
	        "$$($(PKG_CONFIG) --exists libseccomp && echo -DNEWS_SECCOMP)"; \
	   echo "PACKAGE_LIBS := $$($(PKG_CONFIG) --libs $(filter-out $(LUA),$(NEEDED)))" \
	        "$$($(PKG_CONFIG) --silence-errors --libs libseccomp)" \
	        "$$($(PKG_CONFIG) --silence-errors --libs libbrotlidec)"; \
	   if $(CAN_LINK); then echo "PROGRAM_LIBS := $(INSIDE) -lm" \
	        "$$($(PKG_CONFIG) --exists libbrotlidec && echo -l:libbrotlidec.a -l:libbrotlicommon.a)" \
	        "$$($(PKG_CONFIG) --silence-errors --libs libseccomp)"; \
	   else echo 'PROGRAM_LIBS = $$(LUA_LIBS) $$(PACKAGE_LIBS)'; fi; \
	   echo "LUA_LIBS := $$($(PKG_CONFIG) --libs $(LUA))"; } > $@

$(LIB): $(LIB_OBJ)
	@rm -f $@
	$(AR) rcs $@ $^

# The shared library exports what newsengine.h and the headers it includes
# declare, and no more.
PUBLIC = $(filter %.h,$(shell $(CC) -MM -Icore core/newsengine.h))
SONAME := libnewsengine.so.0
SHARED := $(BUILD)/shared/$(SONAME)
SHARED_OBJ := $(patsubst core/%.c,$(BUILD)/shared/%.o,$(wildcard core/*.c))
$(BUILD)/shared/%.o: core/%.c $(CONFIG)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -fvisibility=default -fno-semantic-interposition -MMD -MP -c -o $@ $<
$(BUILD)/shared/exports: $(wildcard core/*.h)
	@mkdir -p $(@D)
	@{ echo '{ global:'; grep -oh '\bnews_[a-z0-9_]*(' $(PUBLIC) | sort -u | tr '(' ';'; \
	   echo 'local: *; };'; } > $@
$(SHARED): $(SHARED_OBJ) $(BUILD)/shared/exports
	$(CC) -shared $(ALL_CFLAGS) $(LDFLAGS) -Wl,-soname,$(SONAME),-Bsymbolic-functions,-z,defs \
	  -Wl,--version-script,$(BUILD)/shared/exports -o $@ $(SHARED_OBJ) $(PACKAGE_LIBS)

$(MODULE): $(LUA_OBJ) $(LIB)
	@mkdir -p $(@D)
	$(CC) -shared $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(PACKAGE_LIBS)

$(BIN): $(CLI_OBJ) $(LUA_OBJ) $(LIB)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -Wl,-z,now -o $@ $^ $(PROGRAM_LIBS)

$(BUILD)/%.o: %.c $(CONFIG)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# Files of compiled data are read only by the build that wrote them: this is a
# hash of everything on which their layout depends.
LAYOUT := $(wildcard core/*.[ch]) Makefile
$(BUILD)/core/bundle.o $(BUILD)/shared/bundle.o: $(LAYOUT)
$(BUILD)/core/bundle.o $(BUILD)/shared/bundle.o: ALL_CFLAGS += -DNEWS_BUILD_ID=$(shell \
  { echo '$(MODE_$(MODE)) $(CFLAGS)'; cat $(LAYOUT); } | cksum | cut -d' ' -f1)u

$(BUILD)/tests/%: tests/core/%.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -UNDEBUG -Itests/core -MMD -MP -o $@ $< $(LIB) $(PACKAGE_LIBS) $(TEST_LIBS)

# Tests that make system calls fail use these wrappers: faults.h.
FAULTS := malloc calloc realloc free strdup realpath read write writev sendmsg \
          open openat close fsync fchmod renameat ftruncate lseek fstat stat \
          poll fork socketpair fcntl mmap signalfd opendir readdir mkdir
comma := ,
$(BUILD)/tests/test_%_faults: TEST_LIBS := $(FAULTS:%=-Wl$(comma)--wrap=%)

$(BUILD)/tests/test_bindings_faults: tests/newsengine/test_bindings_faults.c $(LUA_OBJ) $(LIB)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -UNDEBUG -MMD -MP -o $@ $< $(LUA_OBJ) $(LIB) $(LUA_LIBS) $(PACKAGE_LIBS) $(TEST_LIBS)

# Fuzz targets without a fuzzer: kept inputs, and texts made of words
# (tests/fuzz/words), in the build that finds most errors.
GENERATED := $(if $(filter tiny cover,$(MODE)),$(patsubst tests/fuzz/words/fuzz_%.txt, \
  $(BUILD)/tests/generated_%,$(wildcard tests/fuzz/words/*.txt)))
$(BUILD)/tests/generated_%: tests/fuzz/fuzz_%.c tests/core/generate.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -UNDEBUG -o $@ $(filter %.c,$^) $(LIB) $(PACKAGE_LIBS)

GENERATE ?= 1000
test-core: $(C_TESTS) $(GENERATED)
	@status=0; for t in $(C_TESTS); do $(EMULATOR) $$t || status=1; done; \
	for t in $(GENERATED); do name=$${t##*/generated_}; \
	  $(EMULATOR) $$t tests/fuzz/words/fuzz_$$name.txt $(GENERATE) tests/fuzz/corpus/fuzz_$$name/* || status=1; \
	done; exit $$status

test-faults: $(filter %_faults,$(C_TESTS))
	@status=0; for t in $^; do $$t || status=1; done; exit $$status

# ---- targets for people

help:
	@sed -n 's/^#   make/  make/p' Makefile

setup-%:
	@.ci/setup $*

# The first minutes of a new user: from nothing to quotations.
DEMO := tests/articles/wire.txt
demo: setup-build
	@$(MAKE) -s
	@echo '$$ ./newsengine rules/quotes.lua -t pretty $(DEMO)'
	@./newsengine rules/quotes.lua -t pretty $(DEMO)

test: setup-test
	@$(MAKE) -s all
	@.ci/test

check: setup-check
	@$(MAKE) -s all
	@.ci/check

bench: setup-bench
	@$(MAKE) -s all
	@tests/bench/run

coverage: setup-coverage
	@.ci/coverage

bench-peers:
	@tests/bench/peers

FUZZ_SECONDS ?= 60
fuzz: setup-check
	@FUZZ_SECONDS=$(FUZZ_SECONDS) .ci/fuzz

# With MODE=fuzz CC=clang-14: a program for each tests/fuzz/*.c.
fuzz-targets: $(patsubst tests/fuzz/%.c,$(BUILD)/%,$(wildcard tests/fuzz/*.c))
$(BUILD)/fuzz_%: tests/fuzz/fuzz_%.c $(LIB)
	$(CC) $(ALL_CFLAGS) -fsanitize=fuzzer -MMD -MP -o $@ $< $(LIB) $(PACKAGE_LIBS)
$(BUILD)/fuzz_scripts: tests/fuzz/fuzz_scripts.c $(LUA_OBJ) $(LIB)
	$(CC) $(ALL_CFLAGS) -fsanitize=fuzzer -MMD -MP -o $@ $< $(LUA_OBJ) $(LIB) $(LUA_LIBS) $(PACKAGE_LIBS)

# Benchmark programs: tests/bench/*.c, with ICU for comparison if it is
# installed.
ICU = $(shell $(PKG_CONFIG) --exists icu-uc icu-i18n 2>/dev/null && echo icu)
$(BUILD)/bench/bench_core: BENCH_LIBS = $(if $(ICU),-DBENCH_ICU $(shell $(PKG_CONFIG) --cflags --libs icu-uc icu-i18n))
HS = $(shell $(PKG_CONFIG) --exists libhs 2>/dev/null && echo hs)
$(BUILD)/bench/bench_lexicon: BENCH_LIBS = $(if $(HS),-DBENCH_HS $(shell $(PKG_CONFIG) --cflags --libs libhs))
$(BUILD)/bench/%: tests/bench/%.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -UNDEBUG -MMD -MP -o $@ $< $(LIB) $(PACKAGE_LIBS) $(BENCH_LIBS)

lint:
	clang-format-14 --dry-run --Werror $(wildcard core/*.[ch] core/*/*.[ch] tests/*/*.[ch])
	luacheck -q rules scripts tests
	.ci/layers

# Lexicons and tables made from packages, byte for byte as in the tree; one
# whose package is missing is named and left alone.
lexicons:
	@scripts/make/all

# ---- installing

install: all $(SHARED)
	install -d $(addprefix $(DESTDIR),$(BINDIR) $(LIBDIR)/pkgconfig $(INCDIR)/newsengine \
	  $(CMODDIR)/newsengine $(LUADIR) $(DATADIR)/newsengine)
	install -m 755 $(BIN) $(DESTDIR)$(BINDIR)/newsengine
	install -m 644 $(LIB) $(DESTDIR)$(LIBDIR)
	install -m 644 $(SHARED) $(DESTDIR)$(LIBDIR)/libnewsengine.so.$(VERSION)
	ln -sf libnewsengine.so.$(VERSION) $(DESTDIR)$(LIBDIR)/$(SONAME)
	ln -sf $(SONAME) $(DESTDIR)$(LIBDIR)/libnewsengine.so
	install -m 644 $(PUBLIC) $(DESTDIR)$(INCDIR)/newsengine
	install -m 755 $(MODULE) $(DESTDIR)$(CMODDIR)/newsengine/core.so
	cp -R scripts/newsengine $(DESTDIR)$(LUADIR)/
	install -d $(addprefix $(DESTDIR)$(DATADIR)/,man/man1 bash-completion/completions \
	  zsh/site-functions fish/vendor_completions.d)
	./newsengine --completion man > $(DESTDIR)$(DATADIR)/man/man1/newsengine.1
	./newsengine --completion bash > $(DESTDIR)$(DATADIR)/bash-completion/completions/newsengine
	./newsengine --completion zsh > $(DESTDIR)$(DATADIR)/zsh/site-functions/_newsengine
	./newsengine --completion fish > $(DESTDIR)$(DATADIR)/fish/vendor_completions.d/newsengine.fish
	cp -R --preserve=timestamps scripts rules $(DESTDIR)$(DATADIR)/newsengine/
	install -d $(DESTDIR)$(DATADIR)/newsengine/build
	[ ! -f build/newsengine.bundle ] || install -m 644 build/newsengine.bundle $(DESTDIR)$(DATADIR)/newsengine/build
	printf '%s\n' 'prefix=$(PREFIX)' 'includedir=$(patsubst $(PREFIX)/%,$${prefix}/%,$(INCDIR))' \
	  'libdir=$(patsubst $(PREFIX)/%,$${prefix}/%,$(LIBDIR))' '' \
	  'Name: newsengine' 'Description: Tokens, sentences, patterns and lexicons for news text' \
	  'Version: $(VERSION)' 'Requires.private: $(filter-out $(LUA),$(NEEDED)) $(if $(findstring NEWS_SECCOMP,$(PACKAGE_CFLAGS)),libseccomp) $(if $(findstring NEWS_BROTLI,$(PACKAGE_CFLAGS)),libbrotlidec)' \
	  'Cflags: -I$${includedir}/newsengine -I$${includedir}' 'Libs: -L$${libdir} -lnewsengine' \
	  > $(DESTDIR)$(LIBDIR)/pkgconfig/newsengine.pc

# A package for Debian, under build/.
deb: all setup-deb
	@.ci/deb $(VERSION)

# The Lua module alone, with its data below it, as installed by LuaRocks
# (scripts/*.rockspec).
install-module: $(MODULE)
	install -d $(addprefix $(DESTDIR),$(CMODDIR)/newsengine $(LUADIR)/newsengine/shipped/scripts)
	install -m 755 $(MODULE) $(DESTDIR)$(CMODDIR)/newsengine/core.so
	cp -R scripts/newsengine $(DESTDIR)$(LUADIR)/
	cp -R rules $(DESTDIR)$(LUADIR)/newsengine/shipped/
	cp -R scripts/formats scripts/readers $(DESTDIR)$(LUADIR)/newsengine/shipped/scripts/

# The Python package, as a wheel under build/wheel.
wheel:
	@rm -rf build/python && mkdir -p build/wheel && cp -R scripts/python build/python
	python3 -m pip wheel -q --no-deps -w build/wheel build/python
	@ls build/wheel/*.whl

clean:
	rm -rf build newsengine

.DELETE_ON_ERROR:
.PHONY: all help demo test check coverage bench bench-peers fuzz fuzz-targets lint lexicons install install-module deb wheel clean test-core test-faults
-include $(wildcard $(BUILD)/shared/*.d $(BUILD)/core/*.d $(BUILD)/core/*/*.d $(BUILD)/tests/*.d $(BUILD)/bench/*.d $(BUILD)/*.d)
