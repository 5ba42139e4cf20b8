#!/usr/bin/env bash
set -eu
cat logs/accounts.log
