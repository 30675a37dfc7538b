# Objectives over 28 days for what customers notice: the API responds, responds in time, webhooks are accepted,
# and messages are handled.

locals {
  api_requests = join(" AND ", [
    "resource.type=\"https_lb_rule\"",
    "resource.labels.backend_target_name=\"${var.api_backend}\"",
  ])
  webhook_requests = join(" AND ", [
    "metric.type=\"loadbalancing.googleapis.com/https/request_count\"",
    "resource.type=\"https_lb_rule\"",
    "resource.labels.backend_target_name=\"${var.webhooks_backend}\"",
  ])
  turn_pushes = join(" AND ", [
    "metric.type=\"pubsub.googleapis.com/subscription/push_request_count\"",
    "resource.type=\"pubsub_subscription\"",
    "resource.labels.subscription_id=\"${var.turn_subscription}\"",
  ])

  ratios = {
    api-availability = {
      title = "The API answers without a server error"
      goal  = var.goals.api_availability
      total = "metric.type=\"loadbalancing.googleapis.com/https/request_count\" AND ${local.api_requests}"
      bad   = "metric.type=\"loadbalancing.googleapis.com/https/request_count\" AND ${local.api_requests} AND metric.labels.response_code_class=\"500\""
      good  = null
    }
    webhooks-availability = {
      title = "A provider's webhook is answered without a server error"
      goal  = var.goals.webhooks_availability
      total = local.webhook_requests
      bad   = "${local.webhook_requests} AND metric.labels.response_code_class=\"500\""
      good  = null
    }
    turns-handled = {
      title = "A customer's message is handled at the first delivery"
      goal  = var.goals.turns_handled
      total = local.turn_pushes
      bad   = null
      good  = "${local.turn_pushes} AND metric.labels.response_class=\"ack\""
    }
  }

  slos = merge(
    { for name in keys(local.ratios) : name => google_monitoring_slo.ratio[name].name },
    { api-latency = google_monitoring_slo.latency.name },
  )
}

resource "google_monitoring_custom_service" "this" {
  project      = var.project_id
  service_id   = "agent-platform"
  display_name = "Agent platform"
}

resource "google_monitoring_slo" "ratio" {
  for_each = local.ratios

  project             = var.project_id
  service             = google_monitoring_custom_service.this.service_id
  slo_id              = each.key
  display_name        = each.value.title
  goal                = each.value.goal
  rolling_period_days = 28

  request_based_sli {
    good_total_ratio {
      total_service_filter = each.value.total
      bad_service_filter   = each.value.bad
      good_service_filter  = each.value.good
    }
  }
}

resource "google_monitoring_slo" "latency" {
  project             = var.project_id
  service             = google_monitoring_custom_service.this.service_id
  slo_id              = "api-latency"
  display_name        = "The API has responded completely within ${var.goals.api_latency_ms} ms"
  goal                = var.goals.api_latency
  rolling_period_days = 28

  request_based_sli {
    distribution_cut {
      distribution_filter = "metric.type=\"loadbalancing.googleapis.com/https/backend_latencies\" AND ${local.api_requests}"
      range { max = var.goals.api_latency_ms }
    }
  }
}
