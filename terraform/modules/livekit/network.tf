# The network, and who reaches which port. What is not named here is closed, ssh included.

locals {
  # Google's load balancers and their health checks (cloud.google.com/load-balancing/docs/health-check-concepts#ip-ranges).
  google = ["35.191.0.0/16", "130.211.0.0/22"]
  # Those of the balancer that passes packets through.
  google_passthrough = ["35.191.0.0/16", "209.85.152.0/22", "209.85.204.0/22"]

  openings = merge(
    {
      # WebRTC is encrypted, and comes from any address that a browser may have.
      media = {
        role   = "livekit-server"
        ranges = ["0.0.0.0/0"]
        tcp    = [tostring(local.ports.media_tcp)]
        udp = [
          local.ports.media_udp,
          tostring(local.ports.turn_udp),
          "${local.ports.turn_relay.first}-${local.ports.turn_relay.last}",
        ]
      }
      signalling = {
        role   = "livekit-server"
        ranges = local.google
        tcp    = [tostring(local.ports.signalling), tostring(local.ports.turn_tcp)]
        udp    = []
      }
    },
    local.has_sip ? {
      carriers = { role = "livekit-sip", ranges = var.carriers, tcp = [tostring(local.ports.sip)], udp = [local.ports.sip_rtp] }
      health   = { role = "livekit-sip", ranges = local.google_passthrough, tcp = [tostring(local.ports.sip_health)], udp = [] }
      # Of the group, which replaces machines.
      group = { role = "livekit-sip", ranges = local.google, tcp = [tostring(local.ports.sip_health)], udp = [] }
    } : {},
  )
}

resource "google_compute_network" "this" {
  project                 = var.project_id
  name                    = "livekit"
  auto_create_subnetworks = false
  routing_mode            = "REGIONAL"
}

resource "google_compute_subnetwork" "this" {
  project                  = var.project_id
  region                   = var.region
  name                     = "livekit"
  network                  = google_compute_network.this.id
  ip_cidr_range            = var.ip_range
  private_ip_google_access = true
}

resource "google_compute_firewall" "this" {
  for_each = local.openings

  project       = var.project_id
  name          = "livekit-${each.key}"
  network       = google_compute_network.this.id
  direction     = "INGRESS"
  source_ranges = each.value.ranges
  target_tags   = [each.value.role]

  allow {
    protocol = "tcp"
    ports    = each.value.tcp
  }

  dynamic "allow" {
    for_each = length(each.value.udp) == 0 ? [] : [each.value.udp]

    content {
      protocol = "udp"
      ports    = allow.value
    }
  }
}
