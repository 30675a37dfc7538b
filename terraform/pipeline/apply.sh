#!/bin/sh
# Applies the plan that plan.sh made and gate.sh let pass, and notes what there is now.
. "$(dirname "$0")/lib.sh"
only_when_applying

folder="$(environment_folder)"
dry || [ -f "$state/plan" ] || fail "there is no plan: run plan.sh and gate.sh first"
run terraform -chdir="$folder" apply -input=false "$state/plan"

ask "api asia-south1" terraform -chdir="$folder" output -raw services >"$state/services"
ask "https://agents.example.com" terraform -chdir="$folder" output -raw url >"$state/url"
ask "true" terraform -chdir="$folder" output -raw canary >"$state/canary"
