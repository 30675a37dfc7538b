output "bucket" {
  description = "Full id of the log bucket."
  value       = google_logging_project_bucket_config.this.id
}
