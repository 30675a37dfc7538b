# Counts of lines the product logs, by tenant. The messages are the product's own: tests/terraform looks for each in
# its source, so that rewording one there breaks a test and not an alert.

locals {
  log_metrics = {
    dead-letters        = { title = "Events given up on", message = "event dead-lettered" }
    steps-failed        = { title = "Steps that failed for good", message = "step failed for good" }
    models-unavailable  = { title = "Turns that no model answered", message = "no model answered, a person takes over" }
    webhooks-refused    = { title = "Webhooks refused", message = "Webhook refused" }
    messages-refused    = { title = "Messages a provider refused", message = "the provider refused the message" }
    handoffs-untaken    = { title = "Handoffs nobody took", message = "nobody takes a handoff in the tenant's hours" }
    payments-mismatched = { title = "Payments of another amount", message = "a payment is not what was asked for, a person has to look" }
  }
}

resource "google_logging_metric" "this" {
  for_each = local.log_metrics

  project = var.project_id
  name    = each.key
  filter  = "resource.type=\"cloud_run_revision\" AND jsonPayload.message=\"${each.value.message}\""

  metric_descriptor {
    display_name = each.value.title
    metric_kind  = "DELTA"
    value_type   = "INT64"
    unit         = "1"

    labels {
      key         = "tenant"
      value_type  = "STRING"
      description = "The tenant's id, where one is known."
    }
  }

  label_extractors = { tenant = "EXTRACT(jsonPayload.tenant)" }
}
