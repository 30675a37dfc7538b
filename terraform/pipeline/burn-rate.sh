#!/bin/sh
# burn-rate.sh REVISION...: how many times faster than allowed these revisions used the error budget in the last
# CANARY_WINDOW_SECONDS: the share of 5xx responses over the share that SLO_GOAL allows. 0 without requests.
# Fails when Cloud Monitoring does not respond, because an unknown rate does not count as good.
. "$(dirname "$0")/lib.sh"

need PROJECT_ID "the project to check"
[ $# -gt 0 ] || fail "name the revisions to check"
window="${CANARY_WINDOW_SECONDS:-300}s"
goal="${SLO_GOAL:-0.995}"

names="$(echo "$*" | tr ' ' '|')"
requests="run_googleapis_com:request_count{monitored_resource=\"cloud_run_revision\",revision_name=~\"$names\""
query="(sum(increase($requests,response_code_class=\"5xx\"}[$window])) or vector(0)) / sum(increase($requests}[$window]))"

token="$(ask "token" gcloud auth print-access-token)"
# The token is passed by stdin, because every process can read arguments.
answer="$(echo "header = \"Authorization: Bearer $token\"" | ask '{"status":"success","data":{"result":[]}}' \
  curl --silent --show-error --fail --max-time 30 --retry 3 --config - --get --data-urlencode "query=$query" \
  "https://monitoring.googleapis.com/v1/projects/$PROJECT_ID/location/global/prometheus/api/v1/query" | tr -d ' \n')"

case "$answer" in
  *'"status":"success"'*) ;;
  *) fail "Cloud Monitoring answered: $answer" ;;
esac
share="$(echo "$answer" | sed -n 's/.*"value":\[[0-9.e+]*,"\([^"]*\)"\].*/\1/p')"
case "$share" in '' | NaN) share=0 ;; esac
awk -v share="$share" -v goal="$goal" 'BEGIN { printf "%.2f\n", share / (1 - goal) }'
