#!/usr/bin/env bash
set -eu
./dist/app/app
