# Two alerts for each objective, after the SRE workbook's chapter "Alerting on SLOs". The fast one fires when the budget
# of 28 days would be used up in two, the slow one when it would be used up in under five. Each also requires a short
# window, so that it ends soon after the problem.

locals {
  speeds = {
    fast = { factor = 14.4, windows = ["3600s", "300s"], severity = "CRITICAL" }
    slow = { factor = 6, windows = ["21600s", "1800s"], severity = "WARNING" }
  }

  burns = {
    for pair in setproduct(keys(local.slos), keys(local.speeds)) :
    "${pair[0]}-${pair[1]}-burn" => { slo = pair[0], speed = pair[1] }
  }
}

resource "google_monitoring_alert_policy" "burn" {
  for_each = local.burns

  project               = var.project_id
  display_name          = each.key
  combiner              = "AND"
  severity              = local.speeds[each.value.speed].severity
  notification_channels = local.channels

  dynamic "conditions" {
    for_each = local.speeds[each.value.speed].windows

    content {
      display_name = "Burning at ${local.speeds[each.value.speed].factor} times the allowed rate over ${conditions.value}"

      condition_threshold {
        filter          = "select_slo_burn_rate(\"${local.slos[each.value.slo]}\", \"${conditions.value}\")"
        comparison      = "COMPARISON_GT"
        threshold_value = local.speeds[each.value.speed].factor
        duration        = "0s"
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "What to do: ${var.runbooks_url}/${each.value.slo}.md"
  }

  alert_strategy { auto_close = "86400s" }
}
