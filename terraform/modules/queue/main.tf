# A Cloud Tasks queue for events that are published later: one of the name in every region, because a queue is gone
# with its region. The home region's is used; another keeps what it holds until its region is back.

resource "google_cloud_tasks_queue" "this" {
  for_each = toset(var.regions)

  project  = var.project_id
  location = each.key
  name     = var.settings.name

  rate_limits {
    max_dispatches_per_second = var.settings.maxDispatchesPerSecond
    max_concurrent_dispatches = var.settings.maxConcurrentDispatches
  }

  # A task only hands on an event, so it is tried until it succeeds: unlimited attempts, each at most a minute apart.
  retry_config {
    max_attempts  = -1
    min_backoff   = "1s"
    max_backoff   = "60s"
    max_doublings = 6
  }

  stackdriver_logging_config { sampling_ratio = 1 }

  lifecycle {
    # Deleting a queue deletes every appointment in it, and its name stays blocked for a week.
    prevent_destroy = true
  }
}
