#!/bin/sh
# Applies the plan of plan.sh after gate.sh accepted it, and records the deployed services.
. "$(dirname "$0")/lib.sh"
only_when_applying

need PROJECT_ID "the project to deploy to"
folder="$(environment_folder)"
dry || [ -f "$state/plan" ] || fail "no plan found. Run plan.sh and gate.sh first"
run terraform -chdir="$folder" apply -input=false "$state/plan"

ask "api asia-south1" terraform -chdir="$folder" output -raw services >"$state/services"

# Terraform's resource of a function has no such setting. Ingress still admits only the balancer.
ask "" terraform -chdir="$folder" output -raw unchecked_services >"$state/unchecked"
while read -r service region; do
  run gcloud run services update "$service" --region="$region" --project="$PROJECT_ID" --no-invoker-iam-check --quiet </dev/null
done <"$state/unchecked"
ask "https://agents.example.com" terraform -chdir="$folder" output -raw url >"$state/url"
ask "true" terraform -chdir="$folder" output -raw canary >"$state/canary"
