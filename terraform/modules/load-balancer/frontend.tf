# Addresses, certificate and the redirect from http.

resource "google_compute_managed_ssl_certificate" "this" {
  project = var.project_id
  # A certificate is immutable, so another domain needs another name.
  name = "${var.name}-${substr(sha1(local.domain), 0, 8)}"

  managed { domains = [local.domain] }

  lifecycle {
    create_before_destroy = true
  }
}

resource "google_compute_ssl_policy" "this" {
  project         = var.project_id
  name            = var.name
  profile         = "MODERN"
  min_tls_version = "TLS_1_2"
}

resource "google_compute_target_https_proxy" "this" {
  project          = var.project_id
  name             = var.name
  url_map          = google_compute_url_map.https.id
  ssl_certificates = [google_compute_managed_ssl_certificate.this.id]
  ssl_policy       = google_compute_ssl_policy.this.id
}

resource "google_compute_global_forwarding_rule" "https" {
  for_each = { ipv4 = google_compute_global_address.ipv4.id, ipv6 = google_compute_global_address.ipv6.id }

  project               = var.project_id
  name                  = "${var.name}-https-${each.key}"
  ip_address            = each.value
  port_range            = "443"
  target                = google_compute_target_https_proxy.this.id
  load_balancing_scheme = "EXTERNAL_MANAGED"
}

resource "google_compute_url_map" "redirect" {
  project = var.project_id
  name    = "${var.name}-redirect"

  default_url_redirect {
    https_redirect         = true
    redirect_response_code = "MOVED_PERMANENTLY_DEFAULT"
    strip_query            = false
  }
}

resource "google_compute_target_http_proxy" "redirect" {
  project = var.project_id
  name    = "${var.name}-redirect"
  url_map = google_compute_url_map.redirect.id
}

resource "google_compute_global_forwarding_rule" "redirect" {
  for_each = { ipv4 = google_compute_global_address.ipv4.id, ipv6 = google_compute_global_address.ipv6.id }

  project               = var.project_id
  name                  = "${var.name}-redirect-${each.key}"
  ip_address            = each.value
  port_range            = "80"
  target                = google_compute_target_http_proxy.redirect.id
  load_balancing_scheme = "EXTERNAL_MANAGED"
}
