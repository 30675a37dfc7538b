# A Cloud Tasks queue for events that are published later. Every region has one with this name, because a queue is lost
# with its region. The home region's queue is used. Another queue keeps its tasks until its region is back.

resource "google_cloud_tasks_queue" "this" {
  for_each = toset(var.regions)

  project  = var.project_id
  location = each.key
  name     = var.settings.name

  rate_limits {
    max_dispatches_per_second = var.settings.maxDispatchesPerSecond
    max_concurrent_dispatches = var.settings.maxConcurrentDispatches
  }

  # A task only passes on an event, so it is retried until it succeeds: unlimited attempts, at most a minute apart.
  retry_config {
    max_attempts  = -1
    min_backoff   = "1s"
    max_backoff   = "60s"
    max_doublings = 6
  }

  stackdriver_logging_config { sampling_ratio = 1 }

  lifecycle {
    # Deleting a queue deletes every scheduled event in it, and its name stays blocked for a week.
    prevent_destroy = true
  }
}
