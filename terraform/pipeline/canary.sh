#!/bin/sh
# Gives new revisions a growing share of the traffic while it monitors the error budget. On any failure (budget burned,
# failed smoke test, error, cancelled build), all traffic returns to the previous revisions.
here="$(dirname "$0")"
. "$here/lib.sh"
. "$here/revisions.sh"
only_when_applying

need PROJECT_ID "the project to deploy to"
[ "$(cat "$state/canary")" = true ] || {
  echo "skipped: this environment gives new revisions all traffic at once"
  exit 0
}
steps="${CANARY_PERCENTAGES:-5 25 50}"
window="${CANARY_WINDOW_SECONDS:-300}"
# The rate of the fast alert: it uses up the budget of 28 days in two.
allowed="${CANARY_MAX_BURN_RATE:-14.4}"

: >"$state/moving"
touch "$state/stable"
while read -r name region; do
  [ -n "$name" ] || continue
  old="$(awk -v name="$name" -v region="$region" '$1 == name && $2 == region { print $3 }' "$state/stable")"
  new="$(newest "$name" "$region")"
  [ -z "$old" ] || [ "$old" = "$new" ] || echo "$name $region $old $new" >>"$state/moving"
done <<LIST
$(cat "$state/services")
LIST

[ -s "$state/moving" ] || {
  echo "no function has both an old and a new revision: nothing to move"
  exit 0
}
revisions="$(awk '{ print $4 }' "$state/moving")"

back() {
  give "$1" "$2" "$3=100"
}
forward() {
  give "$1" "$2" "$4=100"
}
share() {
  give "$1" "$2" "$3=$((100 - percent)),$4=$percent"
}

undo() {
  code=$?
  trap - EXIT
  if [ "$code" != 0 ]; then
    echo "rolling back to the previous revisions" >&2
    each_line "$state/moving" back || echo "NOT EVERY FUNCTION WAS ROLLED BACK: see docs/runbooks/rollback.md" >&2
  fi
  exit "$code"
}
trap undo EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

for percent in $steps; do
  echo "$percent% of the traffic goes to new revisions"
  each_line "$state/moving" share
  sh "$here/smoke.sh"
  run sleep "$window"
  # Splits into one word per revision.
  # shellcheck disable=SC2086
  worst="$(sh "$here/burn-rate.sh" $revisions)" || fail "the burn rate cannot be read"
  rate="${worst%% *}"
  echo "worst burn rate at $percent%: $worst (at most $allowed)"
  awk -v rate="$rate" -v allowed="$allowed" 'BEGIN { exit !(rate <= allowed) }' ||
    fail "new revisions burn the error budget at $rate times the allowed rate: ${worst#* }"
done

echo "100% of the traffic goes to new revisions"
each_line "$state/moving" forward
sh "$here/smoke.sh"
