#!/bin/sh
# Before a deployment: records the serving revision of each function and pins all traffic to it, so that a new revision
# gets none until canary.sh moves it. `all_traffic_on_latest_revision = false` alone is not enough: it leaves
# traffic unchanged, and if that is LATEST, the new revision gets it (GoogleCloudPlatform/magic-modules#16981).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/revisions.sh"
only_when_applying

need PROJECT_ID "the project to deploy to"
need ENVIRONMENT "dev, staging or prod"
: >"$state/stable"
[ "$ENVIRONMENT" != dev ] || {
  echo "skipped: dev gives each revision all traffic at once"
  exit 0
}

while read -r name region; do
  [ -n "$name" ] || continue
  revision="$(serving "$name" "$region")"
  if [ -n "$revision" ]; then
    echo "$name $region $revision" >>"$state/stable"
  else
    # A service that cannot be read is not the same as one that does not exist.
    grep -qiE 'cannot find|not.?found' "$state/describe-error" || fail "$name in $region cannot be read: $(cat "$state/describe-error")"
    echo "$name in $region is new: no revision to roll back to"
  fi
done <<LIST
$(cat "$state/services")
LIST

pin() {
  give "$1" "$2" "$3=100"
}
each_line "$state/stable" pin
