# The words of this project. Each only calls CMake, ctest or a script; `make help` lists them.

PREFIX  ?= /usr/local
SECONDS ?= 60
MEGABYTES ?= 64
PAGE    ?= $(firstword $(sort $(wildcard samples/*/*.txt) $(wildcard samples/*.txt)))

cmake   := cmake --log-level=WARNING
sources  = $(wildcard $(foreach d,pipeline rules stages tests tests/fuzz tests/bench,$(d)/*.cpp $(d)/*.h))

.DEFAULT_GOAL := build
.PHONY: run build test check bench bench-long bench-peers bench-micro browser-test fuzzers fuzz ci-full asan tsan lint format install deb deb-test package clean help packages

run: build ## set a sample page beside its cleaned articles (PAGE=file: any page)
	@samples/beside "$(PAGE)" build/galley

build: packages build/build.ninja ## build build/galley
	@cmake --build --preset release --target galley

test: packages build/build.ninja ## build everything and run the tests
	@cmake --build --preset release
	@ctest --preset release

check: packages build-asan/build.ninja ## run the tests with AddressSanitizer and UBSan; say which lines they reach
	@cmake --build --preset asan
	@find build-asan -name '*.gcda' -delete
	@.ci/sanitized ctest --preset asan
	@.ci/coverage build-asan

asan: packages build-asan/build.ninja ## build build-asan/galley, with AddressSanitizer and UBSan
	@cmake --build --preset asan --target galley

tsan: packages build-tsan/build.ninja ## run pages in parallel with ThreadSanitizer
	@cmake --build --preset tsan --target galley
	@.ci/sanitized tests/threads build-tsan/galley

bench: build ## measure speed and memory beside wc -m and others (MEGABYTES=n: 64)
	@tests/bench/run build/galley --megabytes $(MEGABYTES)

bench-long: build ## the same, and long inputs: 512 MB, a page of 4 MB, a stream of 1 GB, a line of 256 MB
	@tests/bench/run build/galley --megabytes $(MEGABYTES) --long

bench-peers: build packages-peers ## the same, beside autocorrect, pangu and zhlint from npm
	@cd tests/bench && npm install --silent --no-audit --no-fund --no-package-lock
	@tests/bench/run build/galley --megabytes $(MEGABYTES) --peers

bench-micro: packages-bench build/build.ninja ## measure the hot pieces one by one
	@cmake build && cmake --build build --target galley_micro
	@build/galley_micro

browser-test: build packages-browser ## try the proof sheet in Chromium
	@cd tests/browser && npm ci --silent --no-audit --no-fund && npm test

fuzzers: packages-fuzz build-fuzz/build.ninja ## build the fuzz targets
	@cmake --build --preset fuzz

fuzz: fuzzers ## run each fuzz target for SECONDS=n (60)
	@.ci/sanitized tests/fuzz/run build-fuzz/fuzz $(SECONDS)

ci-full: packages-fuzz build-clang/build.ninja ## what CI runs, then the tests as clang builds them, clang-tidy, an hour of fuzzing
	@.ci/run
	@cmake --build --preset clang
	@ctest --preset clang
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory fuzz SECONDS=1200

lint: packages-lint build-debug/build.ninja ## see that the sources are laid out, look them over with clang-tidy
	@clang-format --dry-run -Werror $(sources)
	@run-clang-tidy -quiet -p build-debug '$(CURDIR)/(pipeline|rules|stages|tests)/'

format: packages-lint ## lay the sources out with clang-format
	@clang-format -i $(sources)

install: package ## install below PREFIX=dir (/usr/local), DESTDIR=dir before it
	@DESTDIR="$(DESTDIR)" cmake --install build --prefix "$(PREFIX)"

deb: package packages-deb ## make build/package/galley_VERSION_ARCH.deb
	@rm -f build/package/*.deb
	@cd build && cpack >package.log || { cat package.log; exit 1; }
	@ls build/package/*.deb

deb-test: deb ## install the .deb into a clean Debian 12 and try it there (as root)
	@tests/deb build/package/*.deb build/deb-test

clean: ## remove all that was built
	@rm -rf build build-clang build-debug build-asan build-tsan build-fuzz

help: ## list the words
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

# All that is installed: program, library, man page, completions.
package: packages build/build.ninja
	@cmake --build --preset release --target galley libgalley manuals

# Quick and silent when everything is installed.
packages:
	@.ci/packages
packages-%: packages
	@.ci/packages $*

# Configured once, and again when the presets change; Ninja looks after CMakeLists.txt itself.
build/build.ninja: CMakePresets.json | packages
	@$(cmake) --preset release
	@touch $@
build-%/build.ninja: CMakePresets.json | packages
	@$(cmake) --preset $*
	@touch $@
