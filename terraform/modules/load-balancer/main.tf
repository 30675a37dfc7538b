# The only public entry point: a global HTTPS load balancer. It routes each path to its function, in the nearest healthy
# region.

locals {
  # Without a configured domain, nip.io resolves the address, so that HTTPS works at once. Not for production.
  domain = var.domain != "" ? var.domain : "${replace(google_compute_global_address.ipv4.address, ".", "-")}.nip.io"

  groups = {
    for pair in setproduct(keys(var.functions), var.regions) : "${pair[0]}-${pair[1]}" => { function = pair[0], region = pair[1] }
  }

  # The function that owns /* receives requests that no other path matches.
  default_function = one([for name, paths in var.functions : name if contains(paths, "/*")])
  routed           = { for name, paths in var.functions : name => paths if name != local.default_function }
}

resource "google_compute_global_address" "ipv4" {
  project    = var.project_id
  name       = "${var.name}-ipv4"
  ip_version = "IPV4"
}

resource "google_compute_global_address" "ipv6" {
  project    = var.project_id
  name       = "${var.name}-ipv6"
  ip_version = "IPV6"
}

resource "google_compute_region_network_endpoint_group" "this" {
  for_each = local.groups

  project               = var.project_id
  region                = each.value.region
  name                  = "${var.name}-${each.value.function}"
  network_endpoint_type = "SERVERLESS"

  # A second-generation function is a Cloud Run service with the same name.
  cloud_run { service = each.value.function }
}

resource "google_compute_backend_service" "this" {
  for_each = var.functions

  project               = var.project_id
  name                  = "${var.name}-${each.key}"
  load_balancing_scheme = "EXTERNAL_MANAGED"
  protocol              = "HTTPS"
  security_policy       = google_compute_security_policy.this.id

  dynamic "backend" {
    for_each = toset(var.regions)

    content { group = google_compute_region_network_endpoint_group.this["${each.key}-${backend.key}"].id }
  }

  # Serverless groups have no health checks. A region is removed because of its error responses.
  dynamic "outlier_detection" {
    for_each = length(var.regions) > 1 ? [true] : []

    content {
      consecutive_errors           = 5
      enforcing_consecutive_errors = 100
      max_ejection_percent         = 50

      interval { seconds = 10 }
      base_ejection_time { seconds = 60 }
    }
  }

  log_config {
    enable      = true
    sample_rate = var.log_sample_rate
  }
}

resource "google_compute_url_map" "https" {
  project         = var.project_id
  name            = "${var.name}-https"
  default_service = google_compute_backend_service.this[local.default_function].id

  host_rule {
    hosts        = ["*"]
    path_matcher = "functions"
  }

  path_matcher {
    name            = "functions"
    default_service = google_compute_backend_service.this[local.default_function].id

    dynamic "path_rule" {
      for_each = local.routed

      content {
        paths   = path_rule.value
        service = google_compute_backend_service.this[path_rule.key].id
      }
    }
  }
}
