#!/bin/sh
# Run by a person. Returns all traffic of a function to an earlier revision, in one region.
#   PROJECT_ID=p terraform/pipeline/rollback.sh NAME REGION REVISION
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/revisions.sh"

need PROJECT_ID "the project to change"
if [ $# -ne 3 ]; then
  [ $# -ne 2 ] || ask "" gcloud run revisions list --service="$1" --region="$2" --project="$PROJECT_ID" --limit=10
  fail "usage: rollback.sh NAME REGION REVISION"
fi
give "$1" "$2" "$3=100"
