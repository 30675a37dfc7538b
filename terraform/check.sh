#!/usr/bin/env bash
# Formatting of everything here, `validate` of each environment, and `test` of each environment and module, all offline:
# the schema of the google providers comes from ../shared/tools/terraform-offline where that is found.
# Exits 0 with a line where Terraform or the schema is absent, non-zero on any failure.
set -euo pipefail
cd "$(dirname "$0")"

offline="${TERRAFORM_OFFLINE:-../../shared/tools/terraform-offline/run}"
if ! command -v terraform >/dev/null; then
  echo "skipped: terraform not found"
  exit 0
fi

export TF_CLI_CONFIG_FILE=/dev/null TF_DATA_DIR=
if [ -z "${TF_REATTACH_PROVIDERS:-}" ]; then
  if [ ! -x "$offline" ]; then
    echo "skipped: $offline not found; set TERRAFORM_OFFLINE to it"
    exit 0
  fi
  # Started once for everything below.
  exec "$offline" bash ./check.sh "$@"
fi

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
failed=0

# Runs quietly; shows what was said only when it went wrong.
attempt() {
  local what="$1"
  shift
  if "$@" >"$work/log" 2>&1; then
    echo "ok    $what"
  else
    echo "FAIL  $what"
    sed 's/^/      /' "$work/log"
    failed=1
  fi
}

check_folder() {
  local folder="$1" verb="$2"
  export TF_DATA_DIR="$work/${folder//\//-}"
  [ -d "$TF_DATA_DIR" ] || attempt "init $folder" terraform -chdir="$folder" init -backend=false -input=false
  attempt "$verb $folder" terraform -chdir="$folder" "$verb" -no-color
}

attempt "fmt" terraform fmt -check -diff -recursive .
[ $# -gt 0 ] || set -- environments/* modules/*
for folder in "$@"; do
  case "$folder" in environments/*) check_folder "$folder" validate ;; esac
  [ ! -d "$folder/tests" ] || check_folder "$folder" test
done
exit "$failed"
