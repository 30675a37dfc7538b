#!/bin/sh
# Validates every environment without its state, so it needs no account and no rights.
. "$(dirname "$0")/lib.sh"

run terraform fmt -check -diff -recursive "$root/terraform"
for folder in "$root"/terraform/environments/*; do
  run terraform -chdir="$folder" init -backend=false -input=false
  run terraform -chdir="$folder" validate
done
