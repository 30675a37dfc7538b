# A LiveKit of our own: servers, LiveKit SIP where there are carriers, and the Redis between them. Cloud Run has no UDP, so
# they are machines with public addresses, in a network that holds nothing else.

locals {
  ports = {
    signalling = 7880
    media_tcp  = 7881
    media_udp  = "7882-7889"
    turn_udp   = 3478
    # TLS ends at the load balancer, at turn.DOMAIN:443.
    turn_tcp   = 5349
    turn_relay = { first = 30000, last = 40000 }
    sip        = 5060
    sip_rtp    = "10000-20000"
    sip_health = 8081
  }
  hosts = { signalling = var.domain, turn = "turn.${var.domain}", sip = "sip.${var.domain}" }

  has_sip = length(var.carriers) > 0
  roles = merge(
    { livekit-server = merge(var.servers, { image = var.images.server, health = { port = local.ports.signalling, path = "/" } }) },
    local.has_sip ? { livekit-sip = merge(var.sip, { image = var.images.sip, health = { port = local.ports.sip_health, path = "/" } }) } : {},
  )

  # What a machine adds when it starts: its address and the keys (node/start.sh).
  redis = { address = "${google_redis_instance.this.host}:${google_redis_instance.this.port}" }
  settings = {
    livekit-server = {
      port    = local.ports.signalling
      logging = { json = true, level = "info" }
      redis   = local.redis
      rtc     = { tcp_port = local.ports.media_tcp, udp_port = local.ports.media_udp, use_external_ip = false }
      turn = {
        enabled           = true
        domain            = local.hosts.turn
        udp_port          = local.ports.turn_udp
        tls_port          = local.ports.turn_tcp
        external_tls      = true
        relay_range_start = local.ports.turn_relay.first
        relay_range_end   = local.ports.turn_relay.last
      }
    }
    livekit-sip = {
      ws_url            = "wss://${var.domain}"
      logging           = { json = true, level = "info" }
      redis             = local.redis
      health_port       = local.ports.sip_health
      sip_port          = local.ports.sip
      sip_hostname      = local.hosts.sip
      rtp_port          = local.ports.sip_rtp
      hide_inbound_port = true
    }
  }
}

resource "google_service_account" "this" {
  project      = var.project_id
  account_id   = "livekit"
  display_name = "LiveKit"
}

resource "google_secret_manager_secret_iam_member" "this" {
  for_each = toset(["LIVEKIT_API_KEY", "LIVEKIT_API_SECRET"])

  project   = var.project_id
  secret_id = var.secret_ids[each.key]
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.this.member
}

# Logs have no resource smaller than the project's default bucket.
resource "google_project_iam_member" "logs" {
  project = var.project_id
  role    = "roles/logging.logWriter"
  member  = google_service_account.this.member
}

# Without a password: Terraform's state would have it. Nothing but these machines is in the network.
resource "google_redis_instance" "this" {
  project            = var.project_id
  region             = var.region
  name               = "livekit"
  tier               = "STANDARD_HA"
  memory_size_gb     = var.redis_memory_gb
  redis_version      = "REDIS_7_2"
  authorized_network = google_compute_network.this.id
  connect_mode       = "DIRECT_PEERING"
  labels             = var.labels

  # Trunks and dispatch rules are here only. They must not be evicted, and survive a loss of both machines.
  redis_configs = { maxmemory-policy = "noeviction" }

  persistence_config {
    persistence_mode    = "RDB"
    rdb_snapshot_period = "ONE_HOUR"
  }
}
