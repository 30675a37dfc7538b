#!/bin/sh
# Plans one environment. The plan is a file, so that exactly the reviewed plan is applied.
. "$(dirname "$0")/lib.sh"

folder="$(environment_folder)"
need RELEASE "the commit that is released"
terraform_init "$folder"

# The deployed services, for pin.sh; empty before the first deployment.
: >"$state/services"
outputs="$(ask '"services"' terraform -chdir="$folder" output -json)"
case "$outputs" in
  *'"services"'*) ask "api asia-south1" terraform -chdir="$folder" output -raw services >"$state/services" ;;
esac

# `regions move` may have moved the events since. The plan follows, so that a release does not move them back.
moved=""
pushed="$(ask "https://conversation-turn-1.asia-south1.run.app" gcloud pubsub subscriptions describe conversation-turn \
  --project="$PROJECT_ID" --format='value(pushConfig.pushEndpoint)' 2>/dev/null || true)"
home="$(echo "$pushed" | sed -nE 's#^https://[a-z0-9-]+-[0-9]+\.([a-z0-9-]+)\.run\.app.*#\1#p')"
[ -z "$home" ] || moved="-var=home_region=$home"

voice_image="$(cat "$state/voice-image" 2>/dev/null || true)"
# shellcheck disable=SC2086 # $moved is one word or none
run terraform -chdir="$folder" plan -input=false -lock-timeout=5m -out="$state/plan" $moved \
  -var="project_id=$PROJECT_ID" -var="release_object=functions-$RELEASE.zip" -var="voice_image=$voice_image"
