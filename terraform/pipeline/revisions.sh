# Revisions of a Cloud Run service (every function is one). Sourced after lib.sh, which sets `state`.
# shellcheck shell=sh disable=SC2154

# serving NAME REGION: the revision with most of the traffic; empty when the service does not exist yet.
serving() {
  ask "$1-00001-old" gcloud run services describe "$1" --region="$2" --project="$PROJECT_ID" \
    --flatten='status.traffic[]' --format='value(status.traffic.percent,status.traffic.revisionName)' 2>"$state/describe-error" |
    sort -rn | awk 'NF > 0 { print $NF; exit }'
}

# newest NAME REGION: the latest ready revision.
newest() {
  ask "$1-00002-new" gcloud run services describe "$1" --region="$2" --project="$PROJECT_ID" \
    --format='value(status.latestReadyRevisionName)'
}

# give NAME REGION REVISION=PERCENT[,REVISION=PERCENT]
give() {
  run gcloud run services update-traffic "$1" --region="$2" --project="$PROJECT_ID" --to-revisions="$3" --quiet
}

# each_line FILE COMMAND...: runs COMMAND with each line's words, eight in parallel; fails when one of them fails.
each_line() {
  lines="$1"
  shift
  failed=0
  pids=""
  count=0
  while read -r line; do
    # Word splitting is intended: the words of the line are arguments.
    # shellcheck disable=SC2086
    "$@" $line &
    pids="$pids $!"
    count=$((count + 1))
    if [ $((count % 8)) = 0 ]; then
      for pid in $pids; do wait "$pid" || failed=1; done
      pids=""
    fi
  done <"$lines"
  for pid in $pids; do wait "$pid" || failed=1; done
  return "$failed"
}
