# What /metrics tells of the clients' agents: the dashboards of Grafana and the alerts of Prometheus, for Cloud Monitoring.
# `npm run dashboards` writes the folder agents from functions/hosts/observability/dashboards.ts and config/observability/rules.yml.
# The series come from a collector that scrapes /metrics into Managed Service for Prometheus (docs/monitoring.md).

resource "google_monitoring_dashboard" "agents" {
  for_each = setsubtract(fileset("${path.module}/agents", "*.json"), ["alerts.json"])

  project        = var.project_id
  dashboard_json = file("${path.module}/agents/${each.key}")
}

resource "google_monitoring_alert_policy" "agents" {
  for_each = jsondecode(file("${path.module}/agents/alerts.json"))

  project               = var.project_id
  display_name          = "agents-${each.key}"
  combiner              = "OR"
  severity              = each.value.severity
  notification_channels = local.channels

  conditions {
    display_name = each.value.title

    condition_prometheus_query_language {
      query                     = each.value.query
      duration                  = each.value.duration
      evaluation_interval       = "60s"
      alert_rule                = each.key
      rule_group                = "agents"
      disable_metric_validation = true
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "What to do: ${var.runbooks_url}/${each.value.runbook}.md"
  }

  alert_strategy { auto_close = "86400s" }
}
