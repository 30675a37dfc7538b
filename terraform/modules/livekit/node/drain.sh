#!/bin/bash
# Waits until Compute Engine is about to stop this machine, lets its calls end, and then gives it up. LiveKit takes no new
# room after SIGTERM, which `systemctl stop` sends, and exits after its last call.
set -euo pipefail
state=http://metadata.google.internal/computeMetadata/v1/instance/shutdown-details/stop-state

until [ "$(curl -sf -H 'Metadata-Flavor: Google' "$state" || true)" = PENDING_STOP ]; do
  sleep "${PAUSE_SECONDS:-5}"
done
echo "this machine is being replaced: LiveKit takes no new calls, and those it has may end"
systemctl stop livekit
systemctl poweroff
