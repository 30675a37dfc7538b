mock_provider "google" {}

variables {
  project_id     = "demo"
  location       = "asia-south1"
  retention_days = 90
}

run "keeps_logs_in_their_region_and_nowhere_else" {
  assert {
    condition     = google_logging_project_bucket_config.this.location == "asia-south1" && google_logging_project_bucket_config.this.retention_days == 90
    error_message = "The bucket has the region and retention that were asked for."
  }
  assert {
    condition     = google_logging_project_sink.this.destination == "logging.googleapis.com/${google_logging_project_bucket_config.this.id}"
    error_message = "The sink writes to that bucket."
  }
  assert {
    condition     = google_logging_project_exclusion.default_bucket.filter == google_logging_project_sink.this.filter && strcontains(google_logging_project_sink.this.filter, "NOT LOG_ID(\"cloudaudit.googleapis.com/activity\")")
    error_message = "What the sink stores is not stored in the global bucket as well."
  }
}

run "refuses_to_keep_nothing" {
  command = plan
  variables { retention_days = 0 }
  expect_failures = [var.retention_days]
}
