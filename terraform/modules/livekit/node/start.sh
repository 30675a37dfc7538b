#!/bin/bash
# Runs LiveKit in the foreground. The keys come from Secret Manager and are written to memory only, never to a disk, a log
# or an argument list. systemd sets the variables (cloud-init.yaml.tftpl).
set -euo pipefail
umask 077
settings="${SETTINGS:-/etc/livekit/settings.json}"
folder="${FOLDER:-/run/livekit}"
metadata=http://metadata.google.internal/computeMetadata/v1/instance

ask_metadata() { curl -sSf --retry 5 -H 'Metadata-Flavor: Google' "$metadata/$1"; }

# The machine has no jq.
field() { sed -n "s/.*\"$1\": *\"\([^\"]*\)\".*/\1/p"; }

# The header comes by stdin, so that the token is in no argument list.
read_secret() {
  local url="https://secretmanager.googleapis.com/v1/projects/$PROJECT_ID/secrets/$1/versions/latest:access" value
  value="$(printf 'header = "Authorization: Bearer %s"\n' "$token" | curl -sSf --retry 5 --config - "$url" | field data | base64 -d)"
  [ -n "$value" ] || {
    echo "the secret $1 has no value: set it (docs/deployment.md, Calls) and LiveKit starts by itself" >&2
    return 1
  }
  # Quoted for YAML.
  printf "'%s'" "${value//\'/\'\'}"
}

token="$(ask_metadata service-accounts/default/token | field access_token)"
address="$(ask_metadata network-interfaces/0/access-configs/0/external-ip)"
key="$(read_secret "$KEY_SECRET")"
secret="$(read_secret "$SECRET_SECRET")"

# The network's firewall decides what comes in; this system's own would refuse everything.
iptables -w -C INPUT -j ACCEPT 2>/dev/null || iptables -w -I INPUT -j ACCEPT

mkdir -p "$folder"
# JSON is YAML: one object with the settings, and what is added to it.
{
  sed 's/}[[:space:]]*$/,/' "$settings"
  case "$ROLE" in
    livekit-server) echo "keys: { $key: $secret }, webhook: { api_key: $key, urls: [\"$WEBHOOK_URL\"] } }" ;;
    livekit-sip) echo "api_key: $key, api_secret: $secret, nat_1_to_1_ip: $address }" ;;
  esac
} >"$folder/config.yaml"

more=()
[ "$ROLE" != livekit-server ] || more=(--node-ip "$address")
docker rm --force livekit >/dev/null 2>&1 || true
exec docker run --name livekit --network host --volume "$folder:$folder:ro" "$IMAGE" --config "$folder/config.yaml" "${more[@]}"
