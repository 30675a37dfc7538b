# Signalling and TURN, with TLS that ends at Google's balancer; SIP, passed through to carriers' machines.

locals {
  # Each certificate is for one host. A certificate is immutable, so another domain needs another name.
  tls_hosts = { signalling = local.hosts.signalling, turn = local.hosts.turn }
}

resource "google_compute_global_address" "this" {
  for_each = local.tls_hosts

  project = var.project_id
  name    = "livekit-${each.key}"
}

resource "google_compute_managed_ssl_certificate" "this" {
  for_each = local.tls_hosts

  project = var.project_id
  name    = "livekit-${each.key}-${substr(sha1(each.value), 0, 8)}"

  managed { domains = [each.value] }

  lifecycle {
    create_before_destroy = true
  }
}

resource "google_compute_ssl_policy" "this" {
  project         = var.project_id
  name            = "livekit"
  profile         = "MODERN"
  min_tls_version = "TLS_1_2"
}

resource "google_compute_backend_service" "this" {
  for_each = { signalling = "HTTP", turn = "TCP" }

  project               = var.project_id
  name                  = "livekit-${each.key}"
  load_balancing_scheme = "EXTERNAL_MANAGED"
  protocol              = each.value
  port_name             = each.key
  health_checks         = [google_compute_health_check.this["livekit-server"].id]
  # A WebSocket ends at the timeout, and clients connect again.
  timeout_sec                     = 86400
  connection_draining_timeout_sec = var.drain_seconds

  backend {
    group           = google_compute_region_instance_group_manager.this["livekit-server"].instance_group
    balancing_mode  = "UTILIZATION"
    max_utilization = 0.8
  }
}

resource "google_compute_url_map" "this" {
  project         = var.project_id
  name            = "livekit"
  default_service = google_compute_backend_service.this["signalling"].id
}

resource "google_compute_target_https_proxy" "this" {
  project          = var.project_id
  name             = "livekit"
  url_map          = google_compute_url_map.this.id
  ssl_certificates = [google_compute_managed_ssl_certificate.this["signalling"].id]
  ssl_policy       = google_compute_ssl_policy.this.id
}

resource "google_compute_target_ssl_proxy" "this" {
  project          = var.project_id
  name             = "livekit-turn"
  backend_service  = google_compute_backend_service.this["turn"].id
  ssl_certificates = [google_compute_managed_ssl_certificate.this["turn"].id]
  ssl_policy       = google_compute_ssl_policy.this.id
}

resource "google_compute_global_forwarding_rule" "this" {
  for_each = {
    signalling = google_compute_target_https_proxy.this.id
    turn       = google_compute_target_ssl_proxy.this.id
  }

  project               = var.project_id
  name                  = "livekit-${each.key}"
  ip_address            = google_compute_global_address.this[each.key].id
  port_range            = "443"
  target                = each.value
  load_balancing_scheme = "EXTERNAL_MANAGED"
}

resource "google_compute_address" "sip" {
  count = local.has_sip ? 1 : 0

  project     = var.project_id
  region      = var.region
  name        = "livekit-sip"
  description = "Carriers call this address."
}

resource "google_compute_region_health_check" "sip" {
  count = local.has_sip ? 1 : 0

  project = var.project_id
  region  = var.region
  name    = "livekit-sip"

  http_health_check {
    port         = local.ports.sip_health
    request_path = "/"
  }
}

resource "google_compute_region_backend_service" "sip" {
  count = local.has_sip ? 1 : 0

  project                         = var.project_id
  region                          = var.region
  name                            = "livekit-sip"
  load_balancing_scheme           = "EXTERNAL"
  protocol                        = "TCP"
  health_checks                   = [google_compute_region_health_check.sip[0].id]
  connection_draining_timeout_sec = var.drain_seconds

  backend {
    group          = google_compute_region_instance_group_manager.this["livekit-sip"].instance_group
    balancing_mode = "CONNECTION"
  }
}

# By TCP: an answer by UDP would leave from the machine's own address, where carriers do not expect it.
resource "google_compute_forwarding_rule" "sip" {
  count = local.has_sip ? 1 : 0

  project               = var.project_id
  region                = var.region
  name                  = "livekit-sip"
  ip_address            = google_compute_address.sip[0].id
  ip_protocol           = "TCP"
  ports                 = [tostring(local.ports.sip)]
  backend_service       = google_compute_region_backend_service.sip[0].id
  load_balancing_scheme = "EXTERNAL"
}
