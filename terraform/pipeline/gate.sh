#!/bin/sh
# Rejects a plan that destroys or replaces a resource with data, unless ALLOW_DESTROY names its address.
. "$(dirname "$0")/lib.sh"

folder="$(environment_folder)"
keeps='google_(firestore_database|firestore_backup_schedule|kms_crypto_key|kms_key_ring|storage_bucket|secret_manager_secret|pubsub_topic|pubsub_subscription|cloud_tasks_queue)'

ask "" terraform -chdir="$folder" show -no-color "$state/plan" >"$state/plan.txt"
sed -nE 's/^ *# (.*) (will be destroyed|must be replaced).*/\1/p' "$state/plan.txt" |
  grep -E "(^|\.)$keeps\." >"$state/destroyed" || true

refused=0
while read -r address; do
  case " ${ALLOW_DESTROY:-} " in
    *" $address "*) echo "destruction allowed: $address" ;;
    *)
      echo "refused: $address would be destroyed" >&2
      refused=1
      ;;
  esac
done <"$state/destroyed"
[ "$refused" = 0 ] || fail "name each address in ALLOW_DESTROY if its data may be lost"
echo "the plan destroys no resource with data"
