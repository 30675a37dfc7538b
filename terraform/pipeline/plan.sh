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

voice_image="$(cat "$state/voice-image" 2>/dev/null || true)"
run terraform -chdir="$folder" plan -input=false -lock-timeout=5m -out="$state/plan" \
  -var="project_id=$PROJECT_ID" -var="release_object=functions-$RELEASE.zip" -var="voice_image=$voice_image"
