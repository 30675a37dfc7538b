mock_provider "google" {}

variables {
  project_id         = "demo"
  domain             = "agents.example.com"
  api_backend        = "agent-api"
  webhooks_backend   = "agent-webhooks"
  turn_subscription  = "conversation-turn"
  burst_subscription = "conversation-answer-burst"
  subscriptions      = ["conversation-turn", "conversation-operate"]
  alert_emails       = ["oncall@example.com"]
  runbooks_url       = "https://example.com/runbooks"
}

run "every_objective_has_a_fast_and_a_slow_alert" {
  assert {
    condition = alltrue([
      for slo in concat(keys(google_monitoring_slo.ratio), [google_monitoring_slo.latency.slo_id]) :
      contains(keys(google_monitoring_alert_policy.burn), "${slo}-fast-burn") && contains(keys(google_monitoring_alert_policy.burn), "${slo}-slow-burn")
    ])
    error_message = "Fast alerts page somebody, slow alerts open a ticket."
  }
  assert {
    condition     = alltrue([for alert in google_monitoring_alert_policy.burn : alert.combiner == "AND" && length(alert.conditions) == 2])
    error_message = "A long window against noise, and a short one so that the alert ends."
  }
}

run "watches_webhooks_that_fail" {
  command = plan

  assert {
    condition = (
      strcontains(google_monitoring_slo.ratio["webhooks-availability"].request_based_sli[0].good_total_ratio[0].bad_service_filter, "backend_target_name=\"agent-webhooks\"")
      && google_monitoring_alert_policy.burn["webhooks-availability-fast-burn"].severity == "CRITICAL"
    )
    error_message = "A provider repeats a failed webhook for hours at most."
  }
}

run "watches_what_an_objective_would_not_show" {
  assert {
    condition = length(setsubtract(
      ["dead-letters", "documents-too-large", "dead-letters-waiting", "events-waiting", "tasks-waiting", "site-down", "steps-failing", "errors-logged", "bursts-handled-fast-burn", "models-unavailable", "webhooks-refused", "messages-refused", "handoffs-untaken", "payments-mismatched", "sweep-silent"],
      keys(output.alerts)
    )) == 0
    error_message = "Dead letters, age of the oldest event, delay of scheduled events, reachability and the other causes."
  }
}

run "every_alert_tells_somebody_what_to_do" {
  assert {
    condition     = alltrue([for name, text in output.alerts : strcontains(text, "https://example.com/runbooks/")])
    error_message = "Every alert needs a runbook."
  }
  assert {
    condition     = alltrue([for alert in google_monitoring_alert_policy.cause : length(alert.notification_channels) == 1])
    error_message = "Every alert needs a notification channel."
  }
}

run "dashboards_are_json" {
  command = plan

  assert {
    condition     = length(google_monitoring_dashboard.this) == 2 && alltrue([for dashboard in google_monitoring_dashboard.this : can(jsondecode(dashboard.dashboard_json).displayName)])
    error_message = "Two dashboards, each with a name."
  }
}

run "tells_of_the_clients_agents_what_grafana_and_prometheus_tell" {
  command = plan

  assert {
    condition     = length(google_monitoring_dashboard.agents) == 3
    error_message = "Conversations; models, tools and cost; health and service level."
  }
  assert {
    condition = alltrue([
      for dashboard in google_monitoring_dashboard.agents :
      length(jsondecode(dashboard.dashboard_json).mosaicLayout.tiles) > 5
    ])
    error_message = "Each dashboard is whole, and its JSON is read."
  }
  assert {
    condition = alltrue([
      for name in ["ChannelDown", "ErrorBudgetBurning", "MonitorSilent", "LoopsEnded", "BudgetSpent"] :
      length(google_monitoring_alert_policy.agents[name].notification_channels) == 1
      && strcontains(google_monitoring_alert_policy.agents[name].documentation[0].content, "https://example.com/runbooks/")
    ])
    error_message = "Each alert tells the people on call, with its runbook."
  }
  assert {
    condition = alltrue([
      for alert in google_monitoring_alert_policy.agents :
      !strcontains(alert.conditions[0].condition_prometheus_query_language[0].query, "client:down")
    ])
    error_message = "Cloud Monitoring evaluates no recording rules."
  }
}
