output "notification_channels" {
  description = "Ids of the notification channels."
  value       = local.channels
}

output "alerts" {
  description = "Every alert and its runbook."
  value = {
    for policy in concat(values(google_monitoring_alert_policy.burn), values(google_monitoring_alert_policy.cause), [google_monitoring_alert_policy.sweep_silent]) :
    policy.display_name => policy.documentation[0].content
  }
}
