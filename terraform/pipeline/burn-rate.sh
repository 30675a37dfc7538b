#!/bin/sh
# burn-rate.sh REVISION...: how the worst of these revisions' services used its error budget in the last
# CANARY_WINDOW_SECONDS, as `RATE SERVICE`: the share of 5xx responses over the share that SLO_GOAL allows. `0.00 none`
# without requests. Services are judged apart, so that a busy one does not hide a failing one.
#
# A step that gives up answers its push with 2xx, and an error may be logged without any 5xx. So dead letters and log
# lines of severity ERROR of the new revisions are counted too: more than CANARY_MAX_DEAD_LETTERS or
# CANARY_MAX_ERRORS of a service give `RATE` 1000 and more.
# Fails when Cloud Monitoring does not respond, because an unknown rate does not count as good.
. "$(dirname "$0")/lib.sh"

need PROJECT_ID "the project to check"
[ $# -gt 0 ] || fail "name the revisions to check"
window="${CANARY_WINDOW_SECONDS:-300}s"
goal="${SLO_GOAL:-0.995}"

names="$(echo "$*" | tr ' ' '|')"
of="monitored_resource=\"cloud_run_revision\",revision_name=~\"$names\""
requests="run_googleapis_com:request_count{$of"

token="$(ask "token" gcloud auth print-access-token)"

# query PROMQL: prints `SERVICE VALUE` lines.
query() {
  # The token is passed by stdin, because every process can read arguments.
  answer="$(echo "header = \"Authorization: Bearer $token\"" | ask '{"status":"success","data":{"result":[]}}' \
    curl --silent --show-error --fail --max-time 30 --retry 3 --config - --get --data-urlencode "query=$1" \
    "https://monitoring.googleapis.com/v1/projects/$PROJECT_ID/location/global/prometheus/api/v1/query" | tr -d ' \n')"
  case "$answer" in
    *'"status":"success"'*) ;;
    *) fail "Cloud Monitoring answered: $answer" ;;
  esac
  # An answer of another form fails here, instead of counting as no requests.
  echo "$answer" | python3 -c '
import json, math, sys
for series in json.load(sys.stdin)["data"]["result"]:
    value = float(series["value"][1])
    if not math.isnan(value):
        print(series["metric"].get("service_name", "unnamed"), value)
'
}

# Each into a file of its own, so that a failure ends the script.
query "sum by (service_name)(increase($requests,response_code_class=\"5xx\"}[$window])) / sum by (service_name)(increase($requests}[$window]))" >"$state/failed-requests"
query "sum by (service_name)(increase(logging_googleapis_com:user_dead_letters{$of}[$window]))" >"$state/dead-letters"
query "sum by (service_name)(increase(logging_googleapis_com:log_entry_count{$of,severity=~\"ERROR|CRITICAL|ALERT|EMERGENCY\"}[$window]))" >"$state/errors"

{
  awk -v goal="$goal" '{ printf "%.2f %s\n", $2 / (1 - goal), $1 }' "$state/failed-requests"
  awk -v most="${CANARY_MAX_DEAD_LETTERS:-0}" '$2 > most { printf "%.2f %s(dead-letters)\n", 1000 + $2, $1 }' "$state/dead-letters"
  awk -v most="${CANARY_MAX_ERRORS:-10}" '$2 > most { printf "%.2f %s(errors)\n", 1000 + $2, $1 }' "$state/errors"
} | sort -rn >"$state/burn-rates"
[ -s "$state/burn-rates" ] || echo "0.00 none" >"$state/burn-rates"
head -n 1 "$state/burn-rates"
