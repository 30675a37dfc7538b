#!/bin/sh
# Builds the voice runner's image, and pushes it when deploying. Writes its name for the plan.
. "$(dirname "$0")/lib.sh"

need PROJECT_ID "the project to deploy to"
need REGION "the region of the image repository"
need RELEASE "the commit that is released"
dockerfile="${VOICE_DOCKERFILE:-$root/voice-runner/Dockerfile}"

: >"$state/voice-image"
[ "${VOICE:-}" = true ] || {
  echo "skipped: VOICE is not true, so the voice runner is not deployed"
  exit 0
}
[ -f "$dockerfile" ] || fail "$dockerfile does not exist, so the voice runner cannot be built"

image="$REGION-docker.pkg.dev/$PROJECT_ID/images/voice-runner:$RELEASE"
echo "$image" >"$state/voice-image"
# Tags are immutable, so an existing image is the right one.
if ! dry && docker manifest inspect "$image" >/dev/null 2>&1; then
  echo "$image already exists"
  exit 0
fi
run docker build --file "$dockerfile" --tag "$image" "$root"
[ "${APPLY:-}" != true ] || run docker push "$image"
