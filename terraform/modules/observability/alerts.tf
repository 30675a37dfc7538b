# Alerts on causes that a service-level objective would show too late or not at all. Each has a runbook of the same name
# in docs/runbooks.

locals {
  log_metric = "resource.type=\"cloud_run_revision\" AND metric.type=\"logging.googleapis.com/user"

  # The voice runner is a worker pool.
  runner_metric = "resource.type=\"cloud_run_worker_pool\" AND metric.type=\"logging.googleapis.com/user"

  alerts = {
    dead-letters = {
      title     = "A step dead-lettered an event"
      severity  = "ERROR"
      filter    = "${local.log_metric}/dead-letters\""
      aligner   = "ALIGN_DELTA"
      reducer   = "REDUCE_SUM"
      window    = "60s"
      threshold = 0
      duration  = "0s"
    }
    documents-too-large = {
      title     = "A document is too large to be stored"
      severity  = "ERROR"
      filter    = "${local.log_metric}/documents-too-large\""
      aligner   = "ALIGN_DELTA"
      reducer   = "REDUCE_SUM"
      window    = "60s"
      threshold = 0
      duration  = "0s"
    }
    dead-letters-waiting = {
      title     = "A dead letter was not delivered to the dead-letter function"
      severity  = "ERROR"
      filter    = "resource.type=\"pubsub_subscription\" AND resource.labels.subscription_id=monitoring.regex.full_match(\".*-dead-letters\") AND metric.type=\"pubsub.googleapis.com/subscription/num_undelivered_messages\""
      aligner   = "ALIGN_MAX"
      reducer   = "REDUCE_NONE"
      window    = "60s"
      threshold = 0
      duration  = "300s"
    }
    events-waiting = {
      title     = "Events wait longer than ${var.thresholds.event_wait_seconds} s"
      severity  = "CRITICAL"
      filter    = "resource.type=\"pubsub_subscription\" AND resource.labels.subscription_id=one_of(\"${join("\",\"", var.subscriptions)}\") AND metric.type=\"pubsub.googleapis.com/subscription/oldest_unacked_message_age\""
      aligner   = "ALIGN_MAX"
      reducer   = "REDUCE_NONE"
      window    = "60s"
      threshold = var.thresholds.event_wait_seconds
      duration  = "300s"
    }
    tasks-waiting = {
      title     = "Scheduled events are more than ${var.thresholds.task_delay_seconds} s late"
      severity  = "WARNING"
      filter    = "resource.type=\"cloud_tasks_queue\" AND metric.type=\"cloudtasks.googleapis.com/queue/task_attempt_delays\""
      aligner   = "ALIGN_PERCENTILE_95"
      reducer   = "REDUCE_MAX"
      window    = "60s"
      threshold = var.thresholds.task_delay_seconds * 1000
      duration  = "300s"
    }
    site-down = {
      title     = "The product is unreachable from outside"
      severity  = "CRITICAL"
      filter    = "resource.type=\"uptime_url\" AND metric.type=\"monitoring.googleapis.com/uptime_check/check_passed\" AND metric.labels.check_id=\"${google_monitoring_uptime_check_config.this["/healthz"].uptime_check_id}\""
      aligner   = "ALIGN_NEXT_OLDER"
      reducer   = "REDUCE_COUNT_FALSE"
      window    = "300s"
      threshold = 1
      duration  = "60s"
    }
    steps-failing = {
      title     = "Steps fail permanently"
      severity  = "ERROR"
      filter    = "${local.log_metric}/steps-failed\""
      aligner   = "ALIGN_DELTA"
      reducer   = "REDUCE_SUM"
      window    = "300s"
      threshold = var.thresholds.failed_steps_per_5_minutes
      duration  = "0s"
    }
    errors-logged = {
      title     = "A function logs errors"
      severity  = "WARNING"
      filter    = "resource.type=\"cloud_run_revision\" AND metric.type=\"logging.googleapis.com/log_entry_count\" AND metric.labels.severity=\"ERROR\""
      aligner   = "ALIGN_DELTA"
      reducer   = "REDUCE_SUM"
      window    = "300s"
      threshold = var.thresholds.logged_errors_per_5_minutes
      duration  = "0s"
      by        = ["resource.labels.service_name"]
    }
    models-unavailable = {
      title     = "No model answers, so people take over"
      severity  = "CRITICAL"
      filter    = "${local.log_metric}/models-unavailable\""
      aligner   = "ALIGN_DELTA"
      reducer   = "REDUCE_SUM"
      window    = "300s"
      threshold = var.thresholds.unanswered_turns_per_5_minutes
      duration  = "0s"
    }
    webhooks-refused = {
      title     = "Webhooks are rejected"
      severity  = "WARNING"
      filter    = "${local.log_metric}/webhooks-refused\""
      aligner   = "ALIGN_DELTA"
      reducer   = "REDUCE_SUM"
      window    = "300s"
      threshold = var.thresholds.refused_webhooks_per_5_minutes
      duration  = "0s"
    }
    messages-refused = {
      title     = "Providers reject messages"
      severity  = "WARNING"
      filter    = "${local.log_metric}/messages-refused\""
      aligner   = "ALIGN_DELTA"
      reducer   = "REDUCE_SUM"
      window    = "300s"
      threshold = var.thresholds.refused_messages_per_5_minutes
      duration  = "0s"
    }
    handoffs-untaken = {
      title     = "Customers wait for unavailable operators"
      severity  = "WARNING"
      filter    = "${local.log_metric}/handoffs-untaken\""
      aligner   = "ALIGN_DELTA"
      reducer   = "REDUCE_SUM"
      window    = "300s"
      threshold = var.thresholds.untaken_handoffs_per_5_minutes
      duration  = "0s"
    }
    calls-without-agent = {
      title     = "A caller waited and no agent came"
      severity  = "CRITICAL"
      filter    = "${local.log_metric}/calls-without-agent\""
      aligner   = "ALIGN_DELTA"
      reducer   = "REDUCE_SUM"
      window    = "60s"
      threshold = 0
      duration  = "0s"
    }
    calls-refused = {
      title     = "Voice runners are full and refuse calls"
      severity  = "WARNING"
      filter    = "${local.runner_metric}/calls-refused\""
      aligner   = "ALIGN_DELTA"
      reducer   = "REDUCE_SUM"
      window    = "300s"
      threshold = var.thresholds.refused_calls_per_5_minutes
      duration  = "0s"
    }
    payments-mismatched = {
      title     = "A payment differs from the requested amount"
      severity  = "ERROR"
      filter    = "${local.log_metric}/payments-mismatched\""
      aligner   = "ALIGN_DELTA"
      reducer   = "REDUCE_SUM"
      window    = "60s"
      threshold = 0
      duration  = "0s"
    }
    rollout-rolled-back = {
      title     = "A new version of a configuration was worse and was taken back"
      severity  = "WARNING"
      filter    = "${local.log_metric}/rollouts-rolled-back\""
      aligner   = "ALIGN_DELTA"
      reducer   = "REDUCE_SUM"
      window    = "60s"
      threshold = 0
      duration  = "0s"
    }
  }
}

resource "google_monitoring_alert_policy" "cause" {
  for_each = local.alerts

  project               = var.project_id
  display_name          = each.key
  combiner              = "OR"
  severity              = each.value.severity
  notification_channels = local.channels

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
        group_by_fields      = lookup(each.value, "by", null)
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "What to do: ${var.runbooks_url}/${each.key}.md"
  }

  alert_strategy { auto_close = "86400s" }

  depends_on = [google_logging_metric.this]
}

# Fires on absence. Without the sweeper, a crash between commit and relay is never repaired.
resource "google_monitoring_alert_policy" "sweep_silent" {
  project               = var.project_id
  display_name          = "sweep-silent"
  combiner              = "OR"
  severity              = "ERROR"
  notification_channels = local.channels

  conditions {
    display_name = "The sweeper has not run for ten minutes"

    condition_absent {
      filter   = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"sweep\" AND metric.type=\"run.googleapis.com/request_count\" AND metric.labels.response_code_class=\"2xx\""
      duration = "600s"

      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_RATE"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "What to do: ${var.runbooks_url}/sweep-silent.md"
  }

  alert_strategy { auto_close = "86400s" }
}

# Fires on absence: every voice runner that is connected to LiveKit says so once a minute. Without one no call is answered.
resource "google_monitoring_alert_policy" "voice_workers_missing" {
  count = var.has_voice ? 1 : 0

  project               = var.project_id
  display_name          = "voice-workers-missing"
  combiner              = "OR"
  severity              = "CRITICAL"
  notification_channels = local.channels

  conditions {
    display_name = "No voice runner has been connected to LiveKit for five minutes"

    condition_absent {
      filter   = "${local.runner_metric}/voice-workers-ready\""
      duration = "300s"

      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_DELTA"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "What to do: ${var.runbooks_url}/voice-workers-missing.md"
  }

  alert_strategy { auto_close = "86400s" }

  depends_on = [google_logging_metric.this]
}
