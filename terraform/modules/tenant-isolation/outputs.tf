output "key" {
  description = "Full id of the tenant's own key."
  value       = google_kms_crypto_key.this.id
}

output "queue_name" {
  description = "The common name of the tenant's own queues."
  value       = local.queue_name
}

output "queues" {
  description = "The tenant's own queue in each region."
  value       = { for region, queue in google_cloud_tasks_queue.this : region => { location = queue.location, name = queue.name } }
}

output "requests_per_minute" {
  description = "The tenant's limit of API requests per minute."
  value       = var.settings.requests_per_minute
}
