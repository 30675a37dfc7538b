# Shared by every script here. DRY_RUN=1 prints each command instead of running it.
# shellcheck shell=sh

set -eu
# A dry run prints its queries here, even while stderr is captured.
exec 3>&2

root="$(cd "$(dirname "$0")/../.." && pwd)"
# Files that one step passes to the next.
state="${STATE_DIR:-$root/terraform/.release}"
mkdir -p "$state"

# fail MESSAGE: ends the script.
fail() {
  echo "$(basename "$0"): $1" >&2
  exit 1
}

# need NAME MEANING: fails unless the variable is set.
need() {
  eval "value=\${$1:-}"
  [ -n "$value" ] || fail "$1 is not set: $2"
}

dry() {
  [ "${DRY_RUN:-}" = 1 ]
}

# run COMMAND...: runs the command, or prints it in a dry run.
run() {
  if dry; then echo "+ $*"; else "$@"; fi
}

# ask ANSWER COMMAND...: prints the command's output; in a dry run prints ANSWER, and the command on stderr.
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

# Sets the Terraform folder of the environment.
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
