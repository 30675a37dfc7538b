output "key" {
  description = "Full id of the tenant's own key."
  value       = google_kms_crypto_key.this.id
}

output "queue" {
  description = "Full name of the tenant's own queue."
  value       = google_cloud_tasks_queue.this.id
}

output "queue_name" {
  description = "Short name of the tenant's own queue."
  value       = google_cloud_tasks_queue.this.name
}

output "requests_per_minute" {
  description = "How many API requests the tenant may make in a minute."
  value       = var.settings.requests_per_minute
}
