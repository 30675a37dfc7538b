# The notification channels, the uptime checks and the dashboards.

locals {
  channels = [for channel in google_monitoring_notification_channel.email : channel.id]
}

resource "google_monitoring_notification_channel" "email" {
  for_each = toset(var.alert_emails)

  project      = var.project_id
  display_name = each.key
  type         = "email"
  labels       = { email_address = each.key }
}

resource "google_monitoring_uptime_check_config" "this" {
  for_each = toset(["/healthz", "/readyz"])

  project          = var.project_id
  display_name     = "${var.domain}${each.key}"
  period           = "60s"
  timeout          = "10s"
  selected_regions = ["ASIA_PACIFIC", "EUROPE", "USA"]

  monitored_resource {
    type   = "uptime_url"
    labels = { project_id = var.project_id, host = var.domain }
  }

  http_check {
    path         = each.key
    port         = 443
    use_ssl      = true
    validate_ssl = true

    accepted_response_status_codes { status_class = "STATUS_CLASS_2XX" }
  }
}

resource "google_monitoring_dashboard" "this" {
  for_each = fileset("${path.module}/dashboards", "*.json.tftpl")

  project = var.project_id
  dashboard_json = templatefile("${path.module}/dashboards/${each.key}", {
    api_backend       = var.api_backend
    turn_subscription = var.turn_subscription
  })
}
