# Counts of log messages by tenant. tests/terraform finds each message in the product's source, so that a changed
# message breaks a test and not an alert.

locals {
  log_metrics = {
    dead-letters         = { title = "Dead-lettered events", message = "event dead-lettered" }
    documents-too-large  = { title = "Documents that were too large to be stored", message = "a document is too large to be stored" }
    steps-failed         = { title = "Steps that failed permanently", message = "step failed for good" }
    models-unavailable   = { title = "Turns without a model answer", message = "no model answered, a person takes over" }
    webhooks-refused     = { title = "Rejected webhooks", message = "Webhook refused" }
    messages-refused     = { title = "Messages rejected by a provider", message = "the provider refused the message" }
    handoffs-untaken     = { title = "Handoffs that no operator took", message = "nobody takes a handoff in the tenant's hours" }
    calls-without-agent  = { title = "Calls whose agent did not come, or was lost", message = "a call has no agent" }
    calls-refused        = { title = "Calls that a voice runner had no place for", message = "call refused: all places are taken" }
    voice-workers-ready  = { title = "Reports of voice runners that take calls", message = "Takes calls from LiveKit" }
    payments-mismatched  = { title = "Payments with another amount", message = "a payment is not what was asked for, a person has to look" }
    rollouts-rolled-back = { title = "Versions that came back by themselves", message = "a rollout was rolled back" }
  }
}

resource "google_logging_metric" "this" {
  for_each = local.log_metrics

  project = var.project_id
  name    = each.key
  filter  = "resource.type=(\"cloud_run_revision\" OR \"cloud_run_worker_pool\") AND jsonPayload.message=\"${each.value.message}\""

  metric_descriptor {
    display_name = each.value.title
    metric_kind  = "DELTA"
    value_type   = "INT64"
    unit         = "1"

    labels {
      key         = "tenant"
      value_type  = "STRING"
      description = "The tenant's id, if known."
    }
  }

  label_extractors = { tenant = "EXTRACT(jsonPayload.tenant)" }
}
