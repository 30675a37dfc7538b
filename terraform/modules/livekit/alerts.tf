# Each alert has a runbook of the same name in docs/runbooks.

locals {
  alerts = {
    livekit-unreachable = {
      title     = "LiveKit is unreachable from outside"
      severity  = "CRITICAL"
      filter    = "resource.type=\"uptime_url\" AND metric.type=\"monitoring.googleapis.com/uptime_check/check_passed\" AND metric.labels.check_id=\"${google_monitoring_uptime_check_config.this.uptime_check_id}\""
      aligner   = "ALIGN_NEXT_OLDER"
      reducer   = "REDUCE_COUNT_FALSE"
      window    = "300s"
      threshold = 1
      duration  = "60s"
    }
    livekit-machine-unhealthy = {
      title     = "A machine of LiveKit does not answer its health check"
      severity  = "ERROR"
      filter    = "resource.type=\"gce_instance_group\" AND metric.type=\"logging.googleapis.com/user/${google_logging_metric.unhealthy.name}\""
      aligner   = "ALIGN_DELTA"
      reducer   = "REDUCE_SUM"
      window    = "300s"
      threshold = 0
      duration  = "0s"
    }
    livekit-busy = {
      title     = "A machine of LiveKit is busy"
      severity  = "WARNING"
      filter    = "resource.type=\"gce_instance\" AND metric.type=\"compute.googleapis.com/instance/cpu/utilization\" AND metadata.user_labels.role=one_of(\"${join("\",\"", keys(local.roles))}\")"
      aligner   = "ALIGN_MEAN"
      reducer   = "REDUCE_NONE"
      window    = "60s"
      threshold = 0.7
      duration  = "300s"
    }
    livekit-redis-full = {
      title     = "LiveKit's Redis is nearly full"
      severity  = "ERROR"
      filter    = "resource.type=\"redis_instance\" AND resource.labels.instance_id=\"${google_redis_instance.this.id}\" AND metric.type=\"redis.googleapis.com/stats/memory/usage_ratio\""
      aligner   = "ALIGN_MAX"
      reducer   = "REDUCE_MAX"
      window    = "60s"
      threshold = 0.8
      duration  = "300s"
    }
  }
}

resource "google_monitoring_uptime_check_config" "this" {
  project          = var.project_id
  display_name     = var.domain
  period           = "60s"
  timeout          = "10s"
  selected_regions = ["ASIA_PACIFIC", "EUROPE", "USA"]

  monitored_resource {
    type   = "uptime_url"
    labels = { project_id = var.project_id, host = var.domain }
  }

  http_check {
    path         = "/"
    port         = 443
    use_ssl      = true
    validate_ssl = true
  }
}

resource "google_logging_metric" "unhealthy" {
  project = var.project_id
  name    = "livekit-machines-unhealthy"
  filter  = "resource.type=\"gce_instance_group\" AND resource.labels.instance_group_name=(\"${join("\" OR \"", keys(local.roles))}\") AND log_id(\"compute.googleapis.com/healthchecks\") AND jsonPayload.healthCheckProbeResult.healthState=\"UNHEALTHY\""

  metric_descriptor {
    metric_kind  = "DELTA"
    value_type   = "INT64"
    display_name = "Machines of LiveKit that stopped answering"
  }
}

resource "google_monitoring_alert_policy" "this" {
  for_each = local.alerts

  project               = var.project_id
  display_name          = each.key
  combiner              = "OR"
  severity              = each.value.severity
  notification_channels = var.notification_channels

  conditions {
    display_name = each.value.title

    condition_threshold {
      filter          = each.value.filter
      comparison      = "COMPARISON_GT"
      threshold_value = each.value.threshold
      duration        = each.value.duration

      aggregations {
        alignment_period     = each.value.window
        per_series_aligner   = each.value.aligner
        cross_series_reducer = each.value.reducer
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "What to do: ${var.runbooks_url}/${each.key}.md"
  }

  alert_strategy { auto_close = "86400s" }
}
