# A thin door to dev.py, which also runs where there is no make: python3 dev.py demo
PYTHON ?= python3

.PHONY: demo test check audit sbom bench crash-matrix shots mutants

demo: ## everything on this machine; FRESH=1 starts over
	$(PYTHON) dev.py demo $(if $(FRESH),--fresh) $(ARGS)

test: ## all tests; ARGS="tests/rules -k R36" for some
	$(PYTHON) dev.py test $(ARGS)

check: ## format, lint, types, floors, migrations, deployment
	$(PYTHON) dev.py check

audit: ## known holes in what is pinned; fails when the package index cannot be asked
	$(PYTHON) dev.py audit

sbom: ## what the portal is made of, as CycloneDX JSON
	@$(PYTHON) dev.py sbom

bench: ## ratios measured in one run
	$(PYTHON) dev.py bench $(ARGS)

crash-matrix: ## kill -9 and every fault at every call of a submission; minutes
	$(PYTHON) dev.py crash-matrix

shots: ## screenshots for README.md
	$(PYTHON) dev.py shots $(ARGS)

mutants: ## are the rules' tests awake? Minutes; ARGS="alternates approval" for some files
	.venv/bin/python -m tools.mutants $(ARGS)
