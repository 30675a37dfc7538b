# Keeps the project's logs in one region for a chosen time. Without this, Google keeps them in `global` for 30 days.
# Administrative audit logs stay in the bucket _Required, which nobody can move.

locals {
  # What the sink _Default would store.
  filter = join(" AND ", [
    for log in ["cloudaudit.googleapis.com/activity", "externalaudit.googleapis.com/activity", "cloudaudit.googleapis.com/system_event", "externalaudit.googleapis.com/system_event", "cloudaudit.googleapis.com/access_transparency", "externalaudit.googleapis.com/access_transparency"] :
    "NOT LOG_ID(\"${log}\")"
  ])
}

resource "google_logging_project_bucket_config" "this" {
  project        = var.project_id
  location       = var.location
  bucket_id      = "agent-platform"
  description    = "All logs of the product."
  retention_days = var.retention_days
}

# A sink to a bucket of the same project writes without a permission.
resource "google_logging_project_sink" "this" {
  project                = var.project_id
  name                   = "agent-platform"
  destination            = "logging.googleapis.com/${google_logging_project_bucket_config.this.id}"
  filter                 = local.filter
  unique_writer_identity = true
}

# An exclusion of a project belongs to the sink _Default. User-defined metrics count excluded entries too.
resource "google_logging_project_exclusion" "default_bucket" {
  project     = var.project_id
  name        = "kept-in-agent-platform"
  description = "The sink agent-platform stores these."
  filter      = local.filter

  depends_on = [google_logging_project_sink.this]
}
