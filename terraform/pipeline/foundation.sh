#!/bin/sh
# Run before the first release. Creates the repositories and secrets, which functions need to be built and started,
# and sets each secret's value: generated where it can be random, otherwise from the variable of the same name.
. "$(dirname "$0")/lib.sh"

folder="$(environment_folder)"
terraform_init "$folder"
run terraform -chdir="$folder" apply -input=false -auto-approve -var="project_id=$PROJECT_ID" -var="release_object=none" -var="voice_image=${VOICE_IMAGE:-}" \
  -target=module.platform.module.services -target=module.platform.module.artifacts -target=module.platform.module.secrets

missing=""
# Secrets that may stay unset: the agency's accounts at providers, and the key of the smoke test, which exists only once
# the product runs. They are set from their variables too.
optional="$(ask "TWILIO_AUTH_TOKEN" gcloud secrets list --project="$PROJECT_ID" --filter='labels.product=agent-platform labels.value=optional' --format='value(name.basename())')"
names="$(ask "JWT_SECRET GEMINI_API_KEY" gcloud secrets list --project="$PROJECT_ID" --filter=labels.product=agent-platform --format='value(name.basename())')"
for name in $names; do
  versions="$(ask "" gcloud secrets versions list "$name" --project="$PROJECT_ID" --filter=state=ENABLED --format='value(name)')"
  [ -z "$versions" ] || continue
  eval "value=\${$name:-}"
  case "$name" in JWT_SECRET | API_KEY_PEPPER | CALL_METADATA_SECRET) [ -n "$value" ] || value="$(openssl rand -base64 48)" ;; esac
  if [ -z "$value" ]; then
    case " $(echo "$optional" | tr '\n' ' ') " in *" $name "*) continue ;; esac
    missing="$missing $name"
  elif dry; then
    echo "+ gcloud secrets versions add $name --project=$PROJECT_ID --data-file=-"
  else
    # Through stdin, so that the value never appears in an argument list.
    printf '%s' "$value" | gcloud secrets versions add "$name" --project="$PROJECT_ID" --data-file=-
  fi
done

[ -z "$missing" ] || dry || fail "no value for:$missing. Set variables of these names and run this again."
