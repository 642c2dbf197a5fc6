# 护校（huxiao）：make help 列出全部目标。
.DEFAULT_GOAL := help
.PHONY: help deps test-deps bench-deps build demo test bench install uninstall lint picture clean
SHELL := /bin/bash

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
# One set of flags for every release build, so that demo, bench and install share it.
RELEASE = $(SWIFT) build -c release --static-swift-stdlib --product huxiao
BINARY = .build/release/huxiao

# What `make demo` prints: the city's table of one month.
DEMO_CAMPAIGN ?= Examples/zhengzhou-2017
DEMO_PERIOD ?= 2017-05
DEMO_UNIT ?=
OUT ?= out

bindir = $(DESTDIR)$(PREFIX)/bin
sharedir = $(DESTDIR)$(PREFIX)/share
completions = $(sharedir)/bash-completion/completions/huxiao $(sharedir)/zsh/site-functions/_huxiao \
	$(sharedir)/fish/vendor_completions.d/huxiao.fish

help: ## 列出各目标 / this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /  make \1\t/' | expand -t 20
	@echo
	@echo '  make install PREFIX=$$HOME/.local      不需要管理员权限 / without root'
	@echo '  make install DESTDIR=/tmp/pkg PREFIX=/usr   打包用 / for packagers'

deps: ## 安装编译所缺的软件包（apt） / install what building lacks
	@scripts/deps build

test-deps: deps ## 另装测试所用的检验工具 / the judges that tests use
	@scripts/deps test

build: deps ## 编译发行版 / release build
	$(RELEASE)

demo: build ## 编译并生成示例报表到 out/ / write the example reports
	@scripts/demo $(BINARY) '$(DEMO_CAMPAIGN)' '$(DEMO_PERIOD)' '$(DEMO_UNIT)' '$(OUT)'

test: test-deps ## 安装、编译并运行全部测试 / install, build and run all tests
	@SWIFT='$(SWIFT)' scripts/test

bench-deps: deps ## 另装计时所比较的程序 / what bench compares with
	@scripts/deps bench

bench: bench-deps build ## 计时：一张表、一个月、一百万行，并与同类程序比较 / time a table, a month, a million rows
	@scripts/bench $(BINARY) '$(DEMO_CAMPAIGN)' '$(DEMO_PERIOD)' '$(DEMO_UNIT)'
	@$(SWIFT) build -c release --static-swift-stdlib --product huxiao-bench
	@HUXIAO_PYTHON="$${HUXIAO_PYTHON:-.venv/bin/python}" python3 scripts/bench-rows .build/release/huxiao-bench

# Not `build`: under sudo there is often no Swift in PATH, and a finished binary will do.
install: ## 安装到 PREFIX（默认 /usr/local） / install binary, templates, completions
	@if command -v $(SWIFT) >/dev/null 2>&1; then $(MAKE) --no-print-directory build; \
	elif test ! -x $(BINARY); then scripts/deps build; fi
	install -d $(bindir) $(sharedir)/huxiao/templates/mail $(sharedir)/huxiao/templates/summary $(dir $(completions))
	install -m 755 $(BINARY) $(bindir)/huxiao
	strip $(bindir)/huxiao
	install -m 644 $(wildcard Templates/*.*) $(sharedir)/huxiao/templates/
	install -m 644 Templates/mail/*.txt $(sharedir)/huxiao/templates/mail/
	install -m 644 Templates/summary/*.txt $(sharedir)/huxiao/templates/summary/
	$(BINARY) --generate-completion-script bash > $(sharedir)/bash-completion/completions/huxiao
	$(BINARY) --generate-completion-script zsh > $(sharedir)/zsh/site-functions/_huxiao
	$(BINARY) --generate-completion-script fish > $(sharedir)/fish/vendor_completions.d/huxiao.fish
	@echo '已安装 / installed: $(bindir)/huxiao'

uninstall: ## 卸载 / remove what install put there
	rm -f $(bindir)/huxiao $(completions)
	rm -rf $(sharedir)/huxiao

lint: ## 检查代码格式 / check the source format
	$(SWIFT) format lint -r --strict Sources Tests Package.swift

picture: demo ## 重画 docs/ 中的图 / redraw the pictures in docs
	@scripts/picture $(OUT) docs

clean: ## 删除编译结果和 out/ / remove build results
	rm -rf .build .venv $(OUT)
