#!/usr/bin/env bash
# Formatting of everything here, and `test` of each environment and module, as many at once as there are cores, all offline:
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

export work
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# Runs quietly; shows what was said only when it went wrong.
attempt() {
  local what="$1" said
  shift
  if said="$("$@" 2>&1)"; then
    echo "ok    $what"
  else
    printf 'FAIL  %s\n%s\n' "$what" "$said"
    return 1
  fi
}

# `test` validates what it tests.
check_folder() {
  local folder="$1" verb=validate
  [ ! -d "$folder/tests" ] || verb=test
  export TF_DATA_DIR="$work/${folder//\//-}"
  attempt "init $folder" terraform -chdir="$folder" init -backend=false -input=false -no-color >"$TF_DATA_DIR.init" || {
    cat "$TF_DATA_DIR.init"
    return 1
  }
  attempt "$verb $folder" terraform -chdir="$folder" "$verb" -no-color
}
export -f attempt check_folder

failed=0
attempt "fmt" terraform fmt -check -diff -recursive . || failed=1
# A module without tests is looked at with the environments that use it.
if [ $# -eq 0 ]; then
  mapfile -t folders < <(printf '%s\n' environments/* && dirname modules/*/tests)
  set -- "${folders[@]}"
fi
# xargs goes on after a failure and tells of it in the end.
printf '%s\n' "$@" | xargs -P "$(nproc)" -I{} bash -c 'check_folder {}' || failed=1
exit "$failed"
