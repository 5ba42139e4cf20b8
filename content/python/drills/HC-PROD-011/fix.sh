#!/usr/bin/env bash
# installs only the extra that the tests need
set -eu
sed -i 's/\[test,ml\]/[test]/' .github/workflows/ci.yml
bash "$DRILL_DIR/symptom.sh"
