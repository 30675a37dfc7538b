output "notification_channels" {
  description = "Ids of the channels that are told."
  value       = local.channels
}

output "alerts" {
  description = "Every alert, and the runbook it names."
  value = {
    for policy in concat(values(google_monitoring_alert_policy.burn), values(google_monitoring_alert_policy.cause), [google_monitoring_alert_policy.sweep_silent]) :
    policy.display_name => policy.documentation[0].content
  }
}
