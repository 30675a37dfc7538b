# What every script here shares. DRY_RUN=1 prints each command instead of running it.
# shellcheck shell=sh

set -eu
# Where a dry run says what it would ask, even while errors are caught.
exec 3>&2

root="$(cd "$(dirname "$0")/../.." && pwd)"
# What one step leaves for the next.
state="${STATE_DIR:-$root/terraform/.release}"
mkdir -p "$state"

# fail MESSAGE: ends the script.
fail() {
  echo "$(basename "$0"): $1" >&2
  exit 1
}

# need NAME MEANING: a variable that has to be set.
need() {
  eval "value=\${$1:-}"
  [ -n "$value" ] || fail "$1 is not set: $2"
}

dry() {
  [ "${DRY_RUN:-}" = 1 ]
}

# run COMMAND...: does something, or prints it.
run() {
  if dry; then echo "+ $*"; else "$@"; fi
}

# ask ANSWER COMMAND...: prints what a command answers; in a dry run ANSWER, and the command on stderr.
ask() {
  answer="$1"
  shift
  if dry; then
    echo "+ $*" >&3
    echo "$answer"
  else
    "$@"
  fi
}

# A plan-only build changes nothing.
only_when_applying() {
  [ "${APPLY:-}" = true ] || {
    echo "skipped: this build only plans (APPLY is not true)"
    exit 0
  }
}

# The environment's folder of Terraform.
environment_folder() {
  need ENVIRONMENT "dev, staging or prod"
  folder="$root/terraform/environments/$ENVIRONMENT"
  [ -d "$folder" ] || fail "there is no environment $ENVIRONMENT in terraform/environments"
  echo "$folder"
}

terraform_init() {
  need PROJECT_ID "the project to deploy to"
  run terraform -chdir="$1" init -input=false -reconfigure -backend-config="bucket=$PROJECT_ID-terraform-state"
}
