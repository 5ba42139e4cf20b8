#!/usr/bin/env bash
sh nightly.sh
