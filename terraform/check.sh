#!/usr/bin/env bash
# Checks formatting, and runs `test` in each environment and module, in parallel on all cores and offline.
# The google providers' schema comes from ../shared/tools/terraform-offline, or from TERRAFORM_OFFLINE.
# Exits 0 with a message when Terraform or the schema is missing, and non-zero on any failure.
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
  # One offline server serves everything below.
  exec "$offline" bash ./check.sh "$@"
fi

export work
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# Shows the output only on failure.
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

# `test` includes validation.
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
# A module without tests is checked through the environments that use it.
if [ $# -eq 0 ]; then
  mapfile -t folders < <(printf '%s\n' environments/* && dirname modules/*/tests)
  set -- "${folders[@]}"
fi
# xargs continues after a failure and reports it at the end.
printf '%s\n' "$@" | xargs -P "$(nproc)" -I{} bash -c 'check_folder {}' || failed=1
exit "$failed"
