#!/bin/sh
# Tests from outside, through the balancer: the product is up, rejects unauthenticated requests, and answers a customer.
. "$(dirname "$0")/lib.sh"
only_when_applying

url="${URL:-$(cat "$state/url")}"
attempts="${SMOKE_ATTEMPTS:-6}"

# expect STATUS PATH [curl options]: retries until the status matches; writes the body to $state/body.
expect() {
  wanted="$1"
  path="$2"
  shift 2
  if dry; then
    echo "+ curl $url$path (expects $wanted)"
    return
  fi
  attempt=1
  while :; do
    got="$(curl --silent --show-error --max-time 60 --output "$state/body" --write-out '%{http_code}' "$@" "$url$path" || true)"
    [ "$got" != "$wanted" ] || break
    [ "$attempt" -lt "$attempts" ] || fail "$url$path answered $got, not $wanted: $(head -c 500 "$state/body" 2>/dev/null || true)"
    attempt=$((attempt + 1))
    sleep "${SMOKE_PAUSE_SECONDS:-10}"
  done
  echo "$path: $got"
}

expect 200 /healthz
expect 200 /readyz
expect 401 /v1/conversations

key="${SMOKE_API_KEY:-$(ask "" gcloud secrets versions access latest --secret=SMOKE_API_KEY --project="${PROJECT_ID:-}" 2>/dev/null || true)}"
if [ -z "$key" ]; then
  echo "skipped: the secret SMOKE_API_KEY has no value, so no chat was tested"
  exit 0
fi
need SMOKE_CLIENT "the tenant of the smoke test"
id="smoke-${RELEASE:-manual}-$(date +%s)"
printf 'header = "X-Api-Key: %s"\n' "$key" >"$state/curl-key"
trap 'rm -f "$state/curl-key"' EXIT
chmod 600 "$state/curl-key"
expect 200 /v1/chat --config "$state/curl-key" --header 'Content-Type: application/json' --header "Idempotency-Key: $id" \
  --data "{\"client_id\":\"$SMOKE_CLIENT\",\"session_id\":\"$id\",\"message\":\"Hello\"}"
dry || grep -q '"reply":"[^"]' "$state/body" || fail "the agent did not reply: $(head -c 500 "$state/body")"
echo "the agent replied"
